// Keys of a project's pages: Ctrl S names a version, [ and ] go a step, ? shows all keys.
// Single letters are heard outside fields only, and not at all where somebody turned them off.
(() => {
  "use strict";
  const { keysAreOn, letterOf, say, turnKeys } = window.auraPage;
  const fields = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])";

  const project = () => location.pathname.match(/^\/projects\/[^/]+/)?.[0];

  // The dialogs come when they are first asked for, and once.
  let coming = null;
  async function fetchDialogs() {
    const answer = await fetch(`${project()}/keys`, { headers: { "HX-Request": "true" } });
    const text = await answer.text();
    if (!answer.ok) return htmx.swap({ text, target: document.body, sourceElement: document.body, swap: "none" }); // it says why
    const come = document.createElement("template");
    come.innerHTML = text;
    for (const each of come.content.querySelectorAll("dialog")) if (document.getElementById(each.id)) each.remove(); // the history has its own
    document.body.append(come.content);
    htmx.process(document.body.lastElementChild);
  }

  async function dialog(id) {
    if (document.getElementById(id)) return document.getElementById(id);
    try {
      await (coming ||= fetchDialogs());
    } catch {
      say();
    } finally {
      coming = null;
    }
    return document.getElementById(id);
  }

  async function open(id) {
    const opened = await dialog(id);
    if (!opened || document.querySelector("dialog[open]")) return;
    const box = opened.querySelector("[data-single-keys]");
    if (box) box.checked = keysAreOn();
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
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !keysAreOn()) return false;
    return !event.target.closest?.(`${fields}, dialog[open], [popover]`);
  }

  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (command && letterOf(event) === "s") {
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
    if (event.target.matches("[data-single-keys]")) turnKeys(event.target.checked);
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
