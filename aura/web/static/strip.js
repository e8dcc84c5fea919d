// The timeline: a clip selects its scene, the head follows what plays, and the lane is as wide as one zooms.
(() => {
  "use strict";
  let zoom = 1;
  let last = null;

  const strip = () => document.getElementById("strip");
  const clipOf = (id) => strip()?.querySelector(`[data-clip="${CSS.escape(id)}"]`);
  const two = (number) => String(number).padStart(2, "0");

  // As the length of the film beside it is written.
  function written(ms) {
    const tenths = Math.round(ms / 100);
    const [hours, minutes, rest] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, tenths % 600];
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(Math.floor(rest / 10))}.${rest % 10}`;
  }

  function mark(id) {
    for (const clip of strip()?.querySelectorAll(".clip[aria-current]") || []) clip.removeAttribute("aria-current");
    const clip = clipOf(id);
    clip?.setAttribute("aria-current", "true");
    return clip;
  }

  // What plays may be longer by now than the strip knows: the share that has passed counts.
  function head(id, share, follow = false) {
    const clip = clipOf(id);
    if (!clip) return;
    const x = Number(clip.dataset.x) + Number(clip.dataset.width) * share;
    const line = strip().querySelector("[data-head]");
    for (const name of ["x1", "x2"]) line.setAttribute(name, `${x}%`);
    strip().querySelector("[data-head-grip]").setAttribute("cx", `${x}%`);
    strip().querySelector("[data-strip-time]").textContent = written(Number(clip.dataset.start) + Number(clip.dataset.length) * share);
    if (follow) reveal(x);
  }

  function reveal(x) {
    const box = document.getElementById("strip-scroll");
    if (!box || box.scrollWidth <= box.clientWidth) return;
    const at = (box.scrollWidth * x) / 100;
    if (at < box.scrollLeft || at > box.scrollLeft + box.clientWidth) box.scrollLeft = at - box.clientWidth / 3;
  }

  function fit() {
    strip()?.querySelector(".lane")?.setAttribute("width", `${100 * zoom}%`);
  }

  function selected() {
    return new URLSearchParams(location.search).get("scene") || document.getElementById("inspected")?.dataset.scene || "";
  }

  function select(id) {
    const clip = mark(id);
    last = { id, share: 0 };
    if (clip) {
      head(id, 0);
      reveal(Number(clip.dataset.x));
    } else if (strip()?.querySelector(".strip-span")) {
      const path = strip().getAttribute("hx-get").split("?")[0];
      htmx.ajax("GET", `${path}?scene=${encodeURIComponent(id)}`, { source: strip(), target: strip(), swap: "innerHTML" });
    }
  }

  document.addEventListener("click", (event) => {
    const clip = event.target.closest?.(".clip");
    if (!clip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.body.dispatchEvent(new CustomEvent("aura:select", { detail: { scene: clip.dataset.clip } }));
  });
  document.body.addEventListener("aura:select", (event) => select(event.detail.scene));
  document.body.addEventListener("aura:played", (event) => {
    const { scene, share, state } = event.detail;
    const use = document.querySelector("#strip-play use");
    if (use) use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${state === "playing" ? "pause" : "play"}`);
    document.getElementById("strip-play")?.setAttribute("aria-label", state === "playing" ? "Pause" : "Play from the selected scene");
    last = { id: scene, share };
    head(scene, share, state === "playing");
  });

  document.addEventListener("input", (event) => {
    if (event.target.id !== "strip-zoom") return;
    zoom = Number(event.target.value);
    fit();
    const clip = clipOf(last?.id || selected());
    if (clip) reveal(Number(clip.dataset.x));
  });

  // A sideways scroller brings what has the focus fully into view.
  document.addEventListener("focusin", (event) => {
    const clip = event.target.closest?.(".clip");
    if (clip) reveal(Number(clip.dataset.x));
  });

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.target?.id !== "strip" && !document.getElementById("strip-zoom")) return;
    const control = document.getElementById("strip-zoom");
    if (!control || control.dataset.known) return;
    control.dataset.known = "yes";
    control.value = String(zoom);
    fit();
    const id = selected();
    mark(id);
    const was = last && clipOf(last.id) ? last : { id, share: 0 };
    head(was.id, was.share);
  });
})();
