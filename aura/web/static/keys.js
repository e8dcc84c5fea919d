// Keys of a project's pages: Ctrl S names a version, [ and ] go a step, ? shows all keys.
// Single letters are heard outside fields only, and not at all where somebody turned them off.
(() => {
  "use strict";
  const PLACE = "aura.keys";
  const fields = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])";

  function areOn() {
    try {
      return localStorage.getItem(PLACE) !== "off";
    } catch {
      return true; // not allowed to look: as it is for everybody else
    }
  }

  function turn(on) {
    try {
      if (on) localStorage.removeItem(PLACE);
      else localStorage.setItem(PLACE, "off");
    } catch { /* it holds until the page is left */ }
  }

  const project = () => location.pathname.match(/^\/projects\/[^/]+/)?.[0];

  // The dialogs come when they are first asked for.
  async function dialog(id) {
    let found = document.getElementById(id);
    if (!found) {
      const answer = await fetch(`${project()}/keys`, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return null;
      document.body.insertAdjacentHTML("beforeend", await answer.text());
      found = document.getElementById(id);
      htmx.process(found.parentElement);
    }
    return found;
  }

  async function open(id) {
    if (document.querySelector("dialog[open]")) return;
    const opened = await dialog(id);
    if (!opened || opened.open) return;
    const box = opened.querySelector("[data-single-keys]");
    if (box) box.checked = areOn();
    opened.showModal();
  }

  async function save() {
    await window.auraSaving?.flush();
    open("keep-version");
  }

  function step(by) {
    const here = document.querySelector(".steps [aria-current]")?.closest("li");
    (by < 0 ? here?.previousElementSibling : here?.nextElementSibling)?.querySelector("a").click();
  }

  function mayBeKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !areOn()) return false;
    return !event.target.closest?.(`${fields}, dialog[open], [popover]`);
  }

  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (command && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    } else if (mayBeKey(event)) {
      if (event.key === "?") open("all-keys");
      else if (event.key === "[") step(-1);
      else if (event.key === "]") step(1);
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) open("all-keys");
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-single-keys]")) turn(event.target.checked);
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.sourceElement?.closest?.("#keep-version") || ctx.response.status >= 400) return;
    const form = document.querySelector("#keep-version form");
    document.getElementById("keep-version").close();
    form.reset();
  });

  window.auraKeys = { mayBeKey };
})();
