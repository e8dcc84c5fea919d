// Beside the board: what cannot be said in markup.  Switches and places that are sent at once, a clip's cut that
// is shown while it is dragged, files dropped on the picture, and sections that stay open.
(() => {
  "use strict";
  const LOST = "Aura does not answer. Try again when it is back.";
  const TRIM_MS = 400;
  const AGAIN_MS = 2000;
  const open = new Set();
  const aside = () => document.getElementById("inspector");
  const panel = () => document.getElementById("inspected");

  // It is drawn anew with the board, but not under somebody who types: then when he leaves the field.
  const WRITTEN = "textarea, input:not([type=radio], [type=checkbox], [type=file])";
  let typed = null; // a field with something in it that was not sent yet
  let isSent = false; // its answer draws everything anew
  let owed = false;
  let here = null; // where somebody is: {id, start, end}

  function isTyping() {
    const field = document.activeElement;
    return Boolean(panel()?.contains(field)) && (field === typed || window.auraSaving.isUnsaved(field));
  }

  document.addEventListener("input", (event) => {
    if (panel()?.contains(event.target) && event.target.matches(WRITTEN) && !event.target.closest("[data-save]")) typed = event.target;
  });
  document.addEventListener("change", (event) => {
    if (event.target !== typed) return;
    typed = null;
    isSent = true;
  });
  document.addEventListener("focusout", () => {
    if (owed && !isSent) window.auraBoard.inspect();
    typed = null;
    isSent = false;
  });
  document.addEventListener("htmx:before:swap", (event) => {
    if (event.detail.ctx.sourceElement?.id !== "inspector") return;
    isMissed = false;
    if (panel()?.dataset.scene === window.auraBoard.at() && isTyping()) {
      event.preventDefault();
      owed = true;
      return;
    }
    owed = false;
    const { id, selectionStart: start, selectionEnd: end } = panel()?.contains(document.activeElement) ? document.activeElement : {};
    here = { id, start, end };
  });

  // A scene that could not be fetched is asked for again; meanwhile nobody sets another one in its place.
  let isMissed = false; // and that was said
  function missed({ detail: { ctx } }) {
    if (ctx?.sourceElement?.id !== "inspector" || (ctx.response && ctx.text !== undefined && ctx.response.status < 500)) return;
    if (panel() && panel().dataset.scene !== window.auraBoard.at()) panel().remove();
    if (ctx.text === undefined && !isMissed) window.auraPage.say();
    isMissed = true;
    setTimeout(() => aside() && !panel() && window.auraBoard.inspect(), AGAIN_MS);
  }
  for (const kind of ["htmx:error", "htmx:response:error"]) document.addEventListener(kind, missed);

  // The answer's pieces into their places, and word of it.
  async function take(text, isDone) {
    const target = panel() ?? aside();
    await htmx.swap({ text, target, sourceElement: target, swap: "none" });
    if (isDone) document.body.dispatchEvent(new CustomEvent("aura:content"));
  }

  // What was not taken is shown as it is stored; but for words that cannot be, which are there to be mended.
  function takeBack(control, isMended = false) {
    const one = control.type === "radio" ? [...control.closest("#inspected").querySelectorAll(`[name="${CSS.escape(control.name)}"]`)] : [control];
    const all = control.matches("form") ? [...control.elements] : one;
    for (const each of all) {
      if (each.options) for (const option of each.options) option.selected = option.defaultSelected;
      else if (["radio", "checkbox"].includes(each.type)) each.checked = each.defaultChecked;
      else if (!isMended) each.value = each.defaultValue;
    }
    if (control.matches("[data-trim]")) for (const each of all) each.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function refused({ detail: { ctx } }) {
    if (ctx?.request.method !== "PUT" || !panel()?.contains(ctx.sourceElement)) return;
    if (!ctx.response || ctx.text === undefined || ctx.response.status >= 400) takeBack(ctx.sourceElement, ctx.response?.status === 422);
  }
  for (const kind of ["htmx:error", "htmx:response:error"]) document.addEventListener(kind, refused);

  // One after another: what was chosen last is what stays.
  const put = (address, values, control) => window.auraLine(async () => {
    const headers = { "HX-Request": "true", Accept: "text/html" };
    try {
      const answer = await fetch(address, { method: "PUT", body: new URLSearchParams(values), headers });
      const text = await answer.text();
      if (!answer.ok) takeBack(control);
      if (text) await take(text, answer.ok || answer.status === 409);
    } catch {
      takeBack(control);
      window.auraPage.say();
    }
  });

  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.dataset.switch) put(control.dataset.switch, { [control.name]: control.checked ? control.value : "no" }, control);
    if (control.dataset.choose) put(control.dataset.choose, [[control.dataset.name, control.value], ...window.auraSaving.known(control)], control);
    if (control.id === "i-file" && control.files[0]) {
      send(control.files[0]);
      control.value = ""; // the same one can be chosen again
    }
    if (control.closest("[data-trim]")) trim(control.closest("[data-trim]"));
  });

  // Arrows that follow one another are one change, also where the form is drawn anew meanwhile.
  let trimming = 0;
  let cut = null; // the form of a cut that is not sent yet, and what it says
  function trim(form) {
    cut = { form, values: Object.fromEntries(new FormData(form)) };
    clearTimeout(trimming);
    trimming = setTimeout(() => {
      const { values } = cut;
      cut = null;
      put(form.dataset.trim, values, form);
    }, TRIM_MS);
  }

  // Whoever goes back, or loads the page anew, never leaves the field: what is typed or cut is sent on the way.
  addEventListener("pagehide", () => {
    const form = typed?.isConnected && typed.value !== typed.defaultValue && typed.closest("form[hx-put]");
    const left = [];
    if (cut) left.push([cut.form.dataset.trim, Object.entries(cut.values)]);
    if (form) left.push([form.getAttribute("hx-put"), [...new FormData(form), ...window.auraSaving.known(form)]]);
    for (const [address, values] of left) {
      const headers = { "HX-Request": "true" };
      fetch(address, { method: "PUT", body: new URLSearchParams(values), headers, keepalive: true }).catch(() => {});
    }
    cut = null;
    clearTimeout(trimming);
  });

  // What was changed is sent already when somebody presses Enter.
  document.addEventListener("submit", (event) => {
    if (event.target.matches('form[hx-trigger="change"], [data-trim]')) event.preventDefault();
  });

  // A clip ends after it begins, and the filmstrip shows what is seen of it.
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-trim]");
    if (!form) return;
    const [start, end] = form.querySelectorAll("input");
    const most = Number(end.max);
    if (event.target === start && Number(start.value) >= Number(end.value)) start.value = Math.max(0, end.value - 0.1).toFixed(1);
    if (event.target === end && Number(end.value) <= Number(start.value)) end.value = Math.min(most, Number(start.value) + 0.1).toFixed(1);
    for (const each of [start, end]) form.querySelector(`output[for="${each.id}"]`).textContent = `${Number(each.value).toFixed(1)} s`;
    const seen = form.querySelector("[data-seen]");
    seen.setAttribute("x", `${(100 * start.value) / most}%`);
    seen.setAttribute("width", `${(100 * (end.value - start.value)) / most}%`);
  });

  function say(words) {
    const said = document.getElementById("said-i-file");
    if (!said) return;
    said.replaceChildren();
    if (!words) return;
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = words;
    said.append(line);
  }

  function send(file) {
    const zone = panel().querySelector("[data-picture]");
    const { scene } = panel().dataset;
    const meter = document.getElementById("i-sent");
    say("");
    meter.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", `${zone.dataset.picture}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) meter.value = (100 * event.loaded) / event.total;
    };
    request.onloadend = () => {
      meter.hidden = true;
      if (request.status === 200) return take(request.responseText, true);
      const html = new DOMParser().parseFromString(request.responseText || "", "text/html");
      const why = html.querySelector(".toast p")?.textContent || LOST;
      if (panel()?.dataset.scene === scene) say(why);
      else window.auraPage.say(`${file.name}: ${why}`); // another scene is shown by now
    };
    request.send(file);
  }

  const zoneOf = (event) => event.target.closest?.("[data-picture], #viewer") && panel()?.querySelector("[data-picture]");
  document.addEventListener("dragover", (event) => {
    const zone = zoneOf(event);
    if (!zone || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => {
    const zone = zoneOf(event);
    if (zone && !zone.contains(event.relatedTarget)) delete zone.dataset.over;
  });
  document.addEventListener("drop", (event) => {
    const zone = zoneOf(event);
    if (!zone || !event.dataTransfer.files.length) return;
    event.preventDefault();
    delete zone.dataset.over;
    send(event.dataTransfer.files[0]);
  });

  // A dialog is closed by a press beside it, and not by one that began within, as of who selects words there.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => { pressed = event.target; }, true);
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog).showModal();
    const isBeside = event.target.matches("dialog.dialog") && pressed === event.target;
    if (event.target.closest("[data-dialog-close]") || isBeside) event.target.closest("dialog").close();
  });

  // On a narrow screen it comes from below for whoever asks for a scene, and not for whoever types in one.
  document.addEventListener("click", (event) => {
    if (event.target.closest(".scene-pick, .clip") && !event.ctrlKey && !event.metaKey && !event.shiftKey && aside()) aside().dataset.open = "";
    if (event.target.closest("[data-inspector-close]")) delete aside().dataset.open;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented && !document.querySelector("dialog[open]") && aside()) delete aside().dataset.open;
  });

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("[data-keep-open]")) return;
    if (event.target.open) open.add(event.target.id);
    else open.delete(event.target.id);
  }, true);
  // Who was in a part that was closed for a moment is there again.
  function stay() {
    const field = here?.id && document.activeElement === document.body && document.getElementById(here.id);
    if (field) field.focus({ preventScroll: true });
    if (field && typeof here.start === "number") field.setSelectionRange(here.start, here.end);
    here = null;
  }

  // Where one is when what one pressed has gone.
  let then = "";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-then]");
    if (button) then = button.dataset.then;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (then && !document.querySelector("dialog[open]") && document.activeElement === document.body) {
      document.getElementById(then)?.focus();
      then = "";
    }
    for (const part of document.querySelectorAll("[data-keep-open]")) if (open.has(part.id)) part.open = true;
    stay();
  });
})();
