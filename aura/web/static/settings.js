// Settings save themselves, and single keys are remembered by this browser, in the place where the keys look.
(() => {
  "use strict";
  const PLACE = "aura.keys";

  // One that is changed again before the answer is sent as it stands then.
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement: form, request } = event.detail.ctx;
    if (form.matches("form.setting")) request.body.set("version", form.elements.version.value);
  });

  // A choice that did not arrive is shown as it is stored; what is typed can be sent again by Enter.
  for (const kind of ["htmx:error", "htmx:response:error"]) document.addEventListener(kind, ({ detail: { ctx } }) => {
    const form = ctx?.sourceElement;
    const isKept = ctx?.text !== undefined && (ctx.response?.status ?? 0) < 500;
    if (!isKept && form?.matches("form.setting") && form.querySelector("select, [type=radio]")) form.reset();
  });

  // Whoever goes back with the keyboard never leaves the field: what is typed there is sent on the way.
  addEventListener("pagehide", () => {
    const field = document.activeElement;
    const form = field?.closest("form.setting");
    if (!form || !field.matches("input:not([type=radio])") || field.value === field.defaultValue) return;
    const body = new URLSearchParams(new FormData(form));
    const headers = { "HX-Request": "true" };
    fetch(form.getAttribute("hx-put"), { method: "PUT", body, headers, keepalive: true }).catch(() => {});
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
