// A project's history: versions are looked at without leaving the page, dialogs close when they are done, and
// hours are those of this browser.
(() => {
  "use strict";
  const NARROW = "(width < 1020px)";
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

  function tellHours() {
    for (const each of document.querySelectorAll("time[data-clock]")) each.textContent = clock.format(new Date(each.dateTime));
  }

  // The list stays where it is; only what differs is another.
  async function look(address, event) {
    const [path] = address.split("#");
    await htmx.ajax("GET", path, { event, source: "#content", target: "#content", select: "#content", swap: "outerMorph", push: path });
    if (address.includes("#") && matchMedia(NARROW).matches) document.getElementById("compare")?.scrollIntoView();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.version, a[data-stay]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    look(link.getAttribute("href"), event);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-submits]");
    if (!form) return;
    const sent = [...new FormData(form)].filter(([, value]) => value);
    look(`${form.getAttribute("action")}?${new URLSearchParams(sent)}`, event);
  });

  // Arrows walk along the line.
  document.addEventListener("keydown", (event) => {
    const here = event.target.closest?.(".versions :is(a.version, .fold)");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!here || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [...document.querySelectorAll(".versions :is(a.version, .fold)")].filter((each) => each.checkVisibility());
    stops[stops.indexOf(here) + step]?.focus();
    event.preventDefault();
  });

  // What one opened stays open, whatever comes.
  document.addEventListener("htmx:before:morph:node", (event) => {
    const { oldNode, newNode } = event.detail;
    if (oldNode instanceof HTMLDetailsElement && oldNode.open) newNode.open = true;
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    if (response?.status < 400) sourceElement?.closest?.("dialog[open]")?.close();
  });
  document.addEventListener("close", (event) => {
    if (!(event.target instanceof HTMLDialogElement)) return;
    event.target.querySelector("form")?.reset();
    event.target.querySelectorAll(".said").forEach((each) => each.replaceChildren());
  }, true);

  document.addEventListener("DOMContentLoaded", tellHours);
  document.addEventListener("htmx:after:swap", tellHours);
})();
