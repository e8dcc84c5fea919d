// What a field holds: an element with data-save (where it is sent), data-name and data-key around its controls.
//
// What the server last told is in the controls' default values.
(() => {
  "use strict";
  const controls = (field) => [...field.querySelectorAll(`[name="${CSS.escape(field.dataset.name)}"]`)];

  function read(field) {
    const [first, ...others] = controls(field);
    if (first.type === "radio") return [first, ...others].find((each) => each.checked)?.value ?? "";
    return first.type === "checkbox" ? String(first.checked) : first.value;
  }

  function told(field) {
    const [first, ...others] = controls(field);
    if (first.type === "radio") return [first, ...others].find((each) => each.defaultChecked)?.value ?? "";
    if (first.type === "checkbox") return String(first.defaultChecked);
    if (first.options) return [...first.options].find((each) => each.defaultSelected)?.value ?? first.options[0]?.value ?? "";
    return first.defaultValue;
  }

  function show(field, value) {
    for (const each of controls(field)) {
      if (each.type === "radio") each.checked = each.value === value;
      else if (each.type === "checkbox") each.checked = value === "true";
      else each.value = value;
    }
  }

  function settle(field, value) {
    for (const each of controls(field)) {
      if (each.type === "radio") each.defaultChecked = each.value === value;
      else if (each.type === "checkbox") each.defaultChecked = value === "true";
      else if (each.options) for (const option of each.options) option.defaultSelected = option.value === value;
      else each.defaultValue = value;
    }
  }

  window.auraFields = { read, settle, show, told };
})();
