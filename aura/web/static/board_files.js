// Pictures and clips come onto the storyboard: one onto a card is shown by it, others become scenes.
(() => {
  "use strict";
  const page = document.getElementById("scenes-page");
  const path = page.dataset.path;
  const { cardOf, idOf, focus, select } = window.auraBoard;
  const line = () => document.getElementById("sending");
  let target = "";

  const withFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  function over(event) {
    const card = event?.target.closest?.(".scene");
    const main = document.getElementById("board-main");
    const kind = !event ? "" : card && event.dataTransfer.items.length < 2 ? "card" : "board";
    document.querySelectorAll(".scene[data-over]").forEach((each) => each !== card && delete each.dataset.over);
    if (kind === "card") card.dataset.over = "";
    else if (card) delete card.dataset.over;
    if (kind === "board") main.dataset.over = "";
    else delete main.dataset.over;
  }

  function send(file, address, words) {
    line().hidden = false;
    line().firstElementChild.textContent = words;
    const meter = line().querySelector("progress");
    meter.value = 0;
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${path}/scenes${address}`);
      request.setRequestHeader("HX-Request", "true");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) meter.value = (100 * event.loaded) / event.total;
      };
      request.onloadend = () => done(request);
      request.send(file);
    });
  }

  async function take(files, id) {
    await window.auraSaving?.flush();
    let answer = null;
    let number = 0;
    for (const file of files) {
      number += 1;
      const words = files.length > 1 ? `${file.name}, ${number} of ${files.length}` : file.name;
      answer = await send(file, `${id ? `/${id}` : ""}/picture?name=${encodeURIComponent(file.name)}`, words);
      if (answer.status !== 200) break;
    }
    line().hidden = true;
    const text = answer.responseText;
    if (text) await htmx.swap({ text, target: page, sourceElement: page, swap: "none" });
    else window.auraPage.say();
    document.body.dispatchEvent(new CustomEvent("aura:content"));
    if (id) {
      select(id);
      focus(id);
    }
  }

  document.addEventListener("dragover", (event) => {
    if (!withFiles(event) || !event.target.closest?.("#board-main")) return over(null);
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    over(event);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) over(null);
  });
  document.addEventListener("drop", (event) => {
    if (!withFiles(event) || !event.target.closest?.("#board-main")) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    const card = event.target.closest(".scene");
    over(null);
    if (files.length) take(files, files.length === 1 && card ? idOf(card) : "");
  });

  for (const id of ["scene-file", "scene-files"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      if (files.length) take(files, id === "scene-file" && cardOf(target) ? target : "");
    });
  }

  window.auraFiles = {
    choose(id) {
      target = id;
      document.getElementById(id ? "scene-file" : "scene-files").click();
    },
  };
})();
