// A form that is sent as a whole (data-kept) is there again as it was typed when its page is loaded anew, or come back
// to; whoever opens it anew finds it as the server has it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-kept]");
  const place = `aura.typed ${location.pathname}${location.search}`;
  const isSwitch = (control) => ["radio", "checkbox"].includes(control.type);
  const controls = () => [...form.elements].filter((each) => each.name && each.type !== "hidden");
  const written = () => controls().map((each) => [each.name, isSwitch(each) ? each.checked : each.value]);

  function keep() {
    try {
      sessionStorage.setItem(place, JSON.stringify(written()));
    } catch { /* no room, or not allowed: it is still in the form */ }
  }

  function found() {
    try {
      const kept = sessionStorage.getItem(place);
      sessionStorage.removeItem(place);
      return performance.getEntriesByType("navigation")[0].type === "navigate" ? null : JSON.parse(kept);
    } catch {
      return null; // not allowed to look, or nothing that can be read
    }
  }

  function putBack() {
    const kept = found();
    const names = (all) => all.map(([name]) => name).join();
    if (!kept || names(kept) !== names(written())) return; // it asks for something else by now
    controls().forEach((each, number) => { each[isSwitch(each) ? "checked" : "value"] = kept[number][1]; });
    keep();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  document.addEventListener("DOMContentLoaded", putBack);
})();
