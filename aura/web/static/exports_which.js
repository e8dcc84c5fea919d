// Which version made a file: the mark that Aura leaves in every film is looked for where a film's facts stand.
// A file of any size is read in a few pieces, and leaves this machine never; the mark and the size are asked about.
(() => {
  "use strict";
  const PIECE = 1 << 20;
  const MOST = 64 << 20;
  const MARK = /aura:projects\/[0-9a-f-]{36}\/versions\/[1-9][0-9]{0,8}/;
  const FACTS = new Set(["moov", "udta", "meta"]);
  const zone = document.querySelector("[data-which]");
  const input = zone.querySelector("input");

  const bytes = async (file, from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer());
  const letters = (piece) => new TextDecoder("latin1").decode(piece);
  const mark = (piece) => letters(piece).match(MARK)?.[0];

  // The boxes of an MP4 or MOV, each with where it begins and ends; none of any other file.
  async function boxes(file) {
    const found = [];
    for (let at = 0; at + 16 <= file.size && found.length < 64; ) {
      const head = await bytes(file, at, at + 16);
      const view = new DataView(head.buffer);
      const name = letters(head.subarray(4, 8));
      const short = view.getUint32(0);
      const size = short === 1 ? Number(view.getBigUint64(8)) : short || file.size - at;
      if (size < 8 || !/^[\w ©]{4}$/.test(name)) break;
      found.push({ name, from: at, to: at + size });
      at += size;
    }
    return found;
  }

  async function find(file) {
    for (const box of await boxes(file)) {
      if (!FACTS.has(box.name)) continue;
      const last = Math.min(box.to, file.size);
      const found = mark(await bytes(file, Math.max(box.from, last - MOST), last));
      if (found) return found;
    }
    return mark(await bytes(file, 0, 4 * PIECE)) || mark(await bytes(file, Math.max(0, file.size - 4 * PIECE), file.size)) || "";
  }

  async function take(file) {
    const said = document.getElementById("which");
    said.textContent = `Looking into ${file.name} …`;
    try {
      const sent = new URLSearchParams({ mark: await find(file), size: file.size });
      await htmx.ajax("GET", `${zone.dataset.which}?${sent}`, { target: "#which", swap: "outerHTML" });
      if (said.isConnected) said.textContent = `Aura did not say where ${file.name} comes from. Choose it again in a moment.`;
    } catch {
      document.getElementById("which").textContent = `${file.name} could not be read. Choose a file, not a folder.`;
    }
  }

  input.addEventListener("change", () => {
    if (input.files[0]) take(input.files[0]);
    input.value = "";
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.dataset.over = "yes";
  });
  zone.addEventListener("dragleave", () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    delete zone.dataset.over;
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
})();
