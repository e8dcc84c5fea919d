// Pictures and clips come onto the storyboard: one onto a card is shown by it, others become scenes.
(() => {
  "use strict";
  const page = document.getElementById("scenes-page");
  const path = page.dataset.path;
  const { cardOf, idOf, focus, select } = window.auraBoard;
  const line = () => document.getElementById("sending");
  const LOST = "Aura does not answer. Try again when it is back.";
  const SHOWN = 4;
  let target = "";
  let sending = Promise.resolve();

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

  const listed = (all) => (all.length > SHOWN ? `${all.slice(0, SHOWN).join(" ")} And ${all.length - SHOWN} more.` : all.join(" "));

  // The server's own words; none where it did not answer.
  function why(answer) {
    const html = new DOMParser().parseFromString(answer.responseText || "", "text/html");
    return html.querySelector(".toast p")?.textContent || LOST;
  }

  // A file that is refused is named, and keeps none of the others from coming; when Aura cannot take any, those are named.
  async function take(files, id) {
    await window.auraSaving?.flush();
    const refused = [];
    let taken = null;
    for (const [place, file] of files.entries()) {
      const words = files.length > 1 ? `${file.name}, ${place + 1} of ${files.length}` : file.name;
      const answer = await send(file, `${id ? `/${id}` : ""}/picture?name=${encodeURIComponent(file.name)}`, words);
      if (answer.status === 200) taken = answer.responseText;
      else if (answer.status && answer.status < 500) refused.push(`${file.name}: ${why(answer)}`);
      else {
        refused.push(`${why(answer)} Not added:`, ...files.slice(place).map(({ name }) => name));
        break;
      }
    }
    line().hidden = true;
    if (taken) await htmx.swap({ text: taken, target: page, sourceElement: page, swap: "none" });
    if (refused.length) window.auraPage.say(listed(refused));
    document.body.dispatchEvent(new CustomEvent("aura:content"));
    if (id) {
      select(id);
      focus(id);
    }
  }

  const give = (files, id) => { sending = sending.then(() => take(files, id)).catch(reportError); }; // one after another

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
    if (files.length) give(files, files.length === 1 && card ? idOf(card) : "");
  });

  for (const id of ["scene-file", "scene-files"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      if (files.length) give(files, id === "scene-file" && cardOf(target) ? target : "");
    });
  }

  // Files that are on their way would not arrive.
  addEventListener("beforeunload", (event) => line().hidden || event.preventDefault());

  window.auraFiles = {
    choose(id) {
      target = id;
      document.getElementById(id ? "scene-file" : "scene-files").click();
    },
  };
})();
