// Files: a text file fills a field; a project's file is sent as it is, with its progress shown.
(() => {
  "use strict";

  function over(zone, is) {
    if (is) zone.dataset.over = "yes";
    else delete zone.dataset.over;
  }

  function take(zone, file) {
    if (zone.dataset.dropText) file.text().then((text) => put(zone.dataset.dropText, text));
    else if (zone.dataset.upload) send(zone, file);
  }

  function put(id, text) {
    const field = document.getElementById(id);
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function send(zone, file) {
    const state = document.querySelector("[data-upload-state]");
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
      const next = request.getResponseHeader("HX-Redirect");
      if (next) location.assign(next);
      else failed(state, request.responseText);
    };
    request.onerror = () => failed(state, "");
    request.send(file);
  }

  function failed(state, html) {
    state.hidden = true;
    const page = new DOMParser().parseFromString(html, "text/html");
    const words = page.querySelector(".toast p")?.textContent || "Aura does not answer. Try again when it is back.";
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = words;
    document.getElementById("said-file").replaceChildren(line);
  }

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
