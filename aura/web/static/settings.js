// Whether single keys do something is remembered by this browser, in the place where the keys look for it.
(() => {
  "use strict";
  const PLACE = "aura.keys";
  const box = document.querySelector("[data-single-keys]");
  try {
    box.checked = localStorage.getItem(PLACE) !== "off";
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(PLACE);
      else localStorage.setItem(PLACE, "off");
    });
  } catch {
    box.disabled = true; // this browser keeps nothing
  }
})();
