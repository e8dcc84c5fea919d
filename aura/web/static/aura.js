// What every page does: toasts come and go, menus close, keys are heard.  No state of its own.
(() => {
  "use strict";
  const TOAST_MS = 8000;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function isTyping(target) {
    return target.closest?.("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=range])");
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

  function lookAround() {
    document.querySelectorAll("[data-toast]").forEach(keep);
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

  function press(selector) {
    const button = document.querySelector(selector);
    if (button && button.getAttribute("aria-disabled") !== "true") button.click();
  }

  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && event.key.toLowerCase() === "z") {
      const field = isTyping(event.target);
      if (field && window.auraSaving?.isUnsaved(field)) return; // the browser's own undo, letter by letter
      const button = event.shiftKey ? "#redo" : "#undo";
      if (!document.querySelector(button)) return;
      event.preventDefault();
      Promise.resolve(window.auraSaving?.flush()).then(() => press(button)); // what is unsaved is a step of its own
      return;
    }
    if (command || event.altKey || isTyping(event.target)) return;
    if (event.key === "/" && document.querySelector("[data-search]")) {
      event.preventDefault();
      document.querySelector("[data-search]").focus();
    }
  });

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
})();
