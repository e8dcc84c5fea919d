// Files: a text file fills a field; a project's file is sent as it is, with its progress shown.
(() => {
  "use strict";
  const BYTES_A_LETTER = 4; // at most

  function over(zone, is) {
    if (is) zone.dataset.over = "yes";
    else delete zone.dataset.over;
  }

  // What is wrong with a file stands at its field, and what is in the field stays.
  function say(id, words = "") {
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = words;
    document.getElementById(`said-${id}`).replaceChildren(...(words ? [line] : []));
  }

  async function take(zone, file) {
    const id = zone.dataset.dropText?.slice(2) ?? "file";
    say(id);
    try {
      await file.slice(0, 1).arrayBuffer();
    } catch {
      return say(id, `${file.name} could not be read. Choose a file, not a folder.`);
    }
    if (zone.dataset.dropText) put(id, file);
    else if (zone.dataset.upload) send(zone, file);
  }

  // Text is UTF-8, or says at its beginning that it is UTF-16.
  function written(bytes) {
    const kind = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join()] ?? "utf-8";
    try {
      const text = new TextDecoder(kind, { fatal: true }).decode(bytes);
      return text.includes("\0") ? null : text;
    } catch {
      return null;
    }
  }

  // It is put in as if it were pasted: what it takes the place of comes back with the browser's own undo.
  async function put(id, file) {
    const field = document.getElementById(`f-${id}`);
    if (file.size > BYTES_A_LETTER * field.maxLength) return say(id, `${file.name} is longer than a script may be.`);
    const text = written(new Uint8Array(await file.arrayBuffer()));
    if (text === null) return say(id, `${file.name} is not a text in UTF-8. Save it as one, then choose it again.`);
    if (!text.trim()) return say(id, `${file.name} is empty.`);
    if (text.length > field.maxLength) return say(id, `${file.name} is longer than a script may be.`);
    field.focus();
    field.select();
    if (document.execCommand("insertText", false, text)) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What is on its way would not arrive.
  let isSending = false;
  addEventListener("beforeunload", (event) => isSending && event.preventDefault());

  function send(zone, file) {
    const state = document.querySelector("[data-upload-state]");
    if (!state.hidden) return say("file", `Another file is sent already; ${file.name} was not.`);
    const meter = state.querySelector("progress");
    const amount = state.querySelector("[data-amount]");
    state.hidden = false;
    state.querySelector("[data-name]").textContent = file.name;
    const request = new XMLHttpRequest();
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      meter.value = (100 * event.loaded) / event.total;
      amount.textContent = event.loaded < event.total ? `${Math.floor(meter.value)} %` : "Looking into it …";
    };
    request.onload = () => {
      isSending = false;
      const next = request.getResponseHeader("HX-Redirect");
      if (next) location.assign(next);
      else failed(state, request.responseText);
    };
    request.onerror = () => failed(state, "");
    isSending = true;
    request.send(file);
  }

  function failed(state, html) {
    isSending = false;
    state.hidden = true;
    const page = new DOMParser().parseFromString(html, "text/html");
    const words = page.querySelector(".toast p")?.textContent || "Aura does not answer. Try again when it is back.";
    say("file", words);
  }

  addEventListener("pageshow", (event) => {
    const state = event.persisted && document.querySelector("[data-upload-state]");
    if (state) state.hidden = true; // whoever comes back may send another
  });

  for (const zone of document.querySelectorAll(".drop")) {
    const input = zone.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      if (input.files[0]) take(zone, input.files[0]);
      input.value = "";
    });
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(zone, true);
    });
    zone.addEventListener("dragleave", () => over(zone, false));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(zone, false);
      if (event.dataTransfer.files[0]) take(zone, event.dataTransfer.files[0]);
    });
  }
})();
