// What every page does: toasts come and go, menus and dialogs open and close, keys are heard.
(() => {
  "use strict";
  const TOAST_MS = 8000;
  const KEYS = "aura.keys";
  const LOST = "Aura does not answer. Try again when it is back.";
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function isTyping(target) {
    return target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])");
  }

  // Which letter is pressed; where letters are of another script, the one that has its place on a Latin keyboard.
  function letterOf({ key, code }) {
    const isForeign = key.length === 1 && key > "~" && /^Key[A-Z]$/.test(code);
    return (isForeign ? code.slice(3) : key).toLowerCase();
  }

  // Letters are taken back by the browser's own undo where they are saved nowhere yet: in a field that saves itself
  // and has not, in one that is sent when it is left, and in whatever else is typed into.
  function isLetterByLetter(field) {
    if (field.closest("[data-save]")) return window.auraSaving?.isUnsaved(field);
    if (field.matches("select")) return false;
    return field.value !== field.defaultValue || !field.closest('[hx-trigger="change"]');
  }

  // A toast goes after a while, unless somebody is at it, or wants things still.
  function keep(toast) {
    if (toast.dataset.kept) return;
    toast.dataset.kept = "yes";
    if (toast.dataset.toast === "stays" || still.matches) return;
    const leave = () => {
      if (!toast.isConnected) return;
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000);
      else toast.remove();
    };
    setTimeout(leave, TOAST_MS);
  }

  // A modal dialog stands over all else, which cannot be pressed then: toasts are in it while it is open.
  let home = null;
  function place() {
    const over = [...document.querySelectorAll("dialog:modal")].at(-1) ?? home;
    const toasts = document.getElementById("toasts") ?? document.createElement("div"); // they went with a dialog
    if (toasts.parentElement === over) return;
    Object.assign(toasts, { id: "toasts", className: "toasts", role: "status" });
    over.append(toasts);
  }
  for (const kind of ["toggle", "close"]) document.addEventListener(kind, () => home && place(), true);

  function lookAround() {
    home ??= document.getElementById("toasts")?.parentElement;
    if (home) place();
    document.querySelectorAll("[data-toast]").forEach(keep);
  }

  // What the server cannot say, said where it would say it; `more` are buttons beside the words.
  function say(words = LOST, ...more) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.setAttribute("role", "alert");
    Object.assign(toast.dataset, { tone: "bad", toast: more.length ? "stays" : "" });
    const line = document.createElement("p");
    line.textContent = words;
    const dismiss = document.createElement("button");
    Object.assign(dismiss, { type: "button", className: "btn btn-sm", textContent: "Dismiss" });
    dismiss.dataset.dismiss = "";
    toast.append(line, ...more, dismiss);
    document.getElementById("toasts")?.replaceChildren(toast);
    lookAround();
  }

  // What a hand asked for, or a change, that got no answer, or not all of it.
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx && ctx.text === undefined && (ctx.sourceEvent?.isTrusted || ctx.request.method !== "GET")) say();
  });

  // Single keys do nothing where somebody turned them off.
  function keysAreOn() {
    try {
      return localStorage.getItem(KEYS) !== "off";
    } catch {
      return true; // not allowed to look: as it is for everybody else
    }
  }

  function turnKeys(on) {
    try {
      if (on) localStorage.removeItem(KEYS);
      else localStorage.setItem(KEYS, "off");
    } catch { /* it holds until the page is left */ }
  }

  document.addEventListener("click", (event) => {
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest("[data-toast]").remove();
    const item = event.target.closest("[popover] :is(a, button)");
    if (item) item.closest("[popover]").hidePopover();
    const copy = event.target.closest("[data-fill]");
    if (copy) fill(copy);
    const gate = event.target.closest('a[href^="#f-"]');
    if (gate) {
      event.preventDefault();
      toField(gate.getAttribute("href").slice(1), gate.dataset.says);
    }
  });

  // A suggestion puts its words into a field, as if they were typed.
  function fill(button) {
    const field = document.getElementById(button.dataset.fill);
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  // What is missing leads to its field, and says there why.
  function toField(id, says) {
    const field = document.getElementById(id);
    if (!field) return;
    const said = document.getElementById("said-" + id.slice(2));
    if (says && said) {
      const line = document.createElement("p");
      line.className = "error";
      line.textContent = says;
      said.replaceChildren(line);
    }
    field.scrollIntoView({ block: "center" });
    field.focus();
  }

  // Each press is a step, after the one before it; and what is unsaved is a step of its own.
  async function turn(selector) {
    await window.auraSaving?.flush();
    const button = document.querySelector(selector);
    const to = button?.getAttribute("hx-post");
    if (to) await htmx.ajax("POST", to, { source: button, swap: "none" });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#undo, #redo");
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.auraLine(() => turn(`#${button.id}`));
  }, true);

  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && letterOf(event) === "z") {
      const field = isTyping(event.target);
      if (field && isLetterByLetter(field)) return;
      const button = event.shiftKey ? "#redo" : "#undo";
      const isElsewhere = document.querySelector("dialog:modal:not(:has([data-save]))"); // it is about something else
      if (isElsewhere || !document.querySelector(button)) return;
      event.preventDefault();
      window.auraLine(() => turn(button));
      return;
    }
    if (command || event.altKey || isTyping(event.target) || !keysAreOn()) return;
    if (event.key === "/" && document.querySelector("[data-search]")) {
      event.preventDefault();
      document.querySelector("[data-search]").focus();
    }
  });

  // Buttons open and close dialogs also in browsers that know no commands.
  if (!("commandForElement" in HTMLButtonElement.prototype)) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[commandfor]");
      const dialog = button && document.getElementById(button.getAttribute("commandfor"));
      if (!dialog) return;
      if (button.getAttribute("command") === "show-modal") dialog.showModal();
      else dialog.close();
    });
  }

  // Arrows walk through a menu.
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("[popover]");
    if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const items = [...menu.querySelectorAll("a, button")];
    const at = items.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    items[(next + items.length) % items.length].focus();
    event.preventDefault();
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("[popover]") && event.newState === "open") event.target.querySelector("a, button")?.focus();
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const output = document.querySelector(`output[for="${event.target.id}"]`);
    if (output) output.textContent = event.target.value + (output.dataset.unit || "");
  });

  document.addEventListener("htmx:after:swap", lookAround);
  document.addEventListener("DOMContentLoaded", lookAround);

  // By itself htmx begins some time after the page is there; what is pressed or typed in between would be lost.
  document.addEventListener("DOMContentLoaded", () => {
    htmx.initialize();
    window.auraEarly.again();
  });

  window.auraPage = { keysAreOn, letterOf, say, turnKeys };
})();
