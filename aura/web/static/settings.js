// Settings save themselves, and single keys are remembered by this browser, in the place where the keys look.
(() => {
  "use strict";
  const PLACE = "aura.keys";

  // One that is changed again before the answer is sent as it stands then.
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement: form, request } = event.detail.ctx;
    if (form.matches("form.setting")) request.body.set("version", form.elements.version.value);
  });

  const box = document.querySelector("[data-single-keys]");
  if (!box) return;
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
