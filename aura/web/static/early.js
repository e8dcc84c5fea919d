// What is done before the page's other scripts are there is done once more when they are.
(() => {
  "use strict";
  const PRESSED = "button[type=button]:not([commandfor], [popovertarget])"; // the browser does nothing about these
  const DONE = {
    input: (control) => control.dispatchEvent(new Event("input", { bubbles: true })),
    change: (control) => control.dispatchEvent(new Event("change", { bubbles: true })),
    click: (button) => button.click(),
    submit: (form) => form.requestSubmit(),
  };
  const early = new Map();

  function hear(event) {
    const { target, type } = event;
    const of = type === "click" ? target.closest(PRESSED) : target;
    if (!of || (type === "submit" && of.matches("[action], [method]"))) return;
    if (type === "submit") event.preventDefault(); // its words would be in the address
    if (!early.has(of)) early.set(of, new Set());
    early.get(of).add(type);
  }
  for (const type of Object.keys(DONE)) document.addEventListener(type, hear);

  function again() {
    for (const type of Object.keys(DONE)) document.removeEventListener(type, hear);
    for (const [element, types] of early) for (const type of types) if (element.isConnected) DONE[type](element);
    early.clear();
  }

  window.auraEarly = { again };
})();
