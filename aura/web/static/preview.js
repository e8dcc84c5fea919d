// Plays a scene, or the film from it on, while it is made.
//
// The server gives stretches: each says where its film is and where the next begins.  Two video elements take
// turns, so that the next is there when one ends.  What is heard of the playing: `aura:played` on the body, with
// the scene, its number, the share of it that has passed, and the state.  `aura:play` asks for a scene.
(() => {
  "use strict";
  const JUMP_S = 5;
  const READY_MS = 60_000;
  const LOST = "Aura does not answer. Press play again when it is back.";
  const FAILED = "The preview stopped. Your work is saved. Press play to try again.";
  let run = null; // {viewer, scene, on, video, now, next}
  let readied = { scene: "", at: 0 };

  const viewer = () => document.getElementById("viewer");
  const videos = (box) => [...box.querySelectorAll("video")];

  function show(box, state, words = "") {
    box.dataset.state = state;
    box.querySelector("[data-viewer-said]").textContent = words;
    const icon = box.querySelector(".play use");
    const file = icon.getAttribute("href").split("#")[0];
    icon.setAttribute("href", `${file}#${{ playing: "pause", waiting: "spin" }[state] || "play"}`);
    const number = run?.now?.number || box.dataset.number;
    box.querySelector(".play").setAttribute("aria-label", state === "playing" ? "Pause" : `Play scene ${number}`);
    tell(state);
  }

  function tell(state) {
    const now = run?.now;
    const passed = now ? now.from_ms + (run.video?.currentTime || 0) * 1000 : 0;
    const detail = { state, scene: now?.scene || viewer()?.dataset.scene, number: now?.number, passed_ms: passed, share: now ? Math.min(1, passed / now.scene_ms) : 0 };
    document.body.dispatchEvent(new CustomEvent("aura:played", { detail }));
  }

  // What went wrong, in the server's own words.
  async function ask(path, query) {
    let answer = null;
    try {
      answer = await fetch(`${path}/stretch?${new URLSearchParams(query)}`, { headers: { "HX-Request": "true" } });
    } catch {
      return { words: LOST };
    }
    if (answer.ok) return answer.json();
    const html = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { words: html.querySelector(".toast p")?.textContent || LOST };
  }

  function stop() {
    if (!run) return;
    const old = run;
    run = null;
    for (const video of videos(old.viewer)) {
      video.pause();
      video.removeAttribute("src");
      video.load(); // lets go of the stream: whoever goes away stops it
      video.hidden = true;
    }
  }

  function fail(words) {
    const box = run.viewer;
    stop();
    show(box, "failed", words);
  }

  async function play(scene, on) {
    await window.auraSaving?.flush();
    const box = viewer();
    if (!box) return;
    stop();
    const mine = (run = { viewer: box, scene, on, video: null, now: null, next: null });
    show(box, "waiting");
    const found = await ask(box.dataset.path, { scene });
    if (run !== mine) return;
    if (found.words) return fail(found.words);
    start(found, videos(box)[0]);
    run.video.src = found.film;
    run.video.play().catch(() => run === mine && !run.video.error && show(box, "paused"));
  }

  function start(found, video) {
    const box = run.viewer;
    run.now = found;
    run.video = video;
    run.next = null;
    const tag = box.querySelector("[data-viewer-scene]");
    tag.textContent = `Scene ${found.number}`;
    tag.hidden = found.scene === box.dataset.scene;
  }

  // The next stretch is asked for, and made, while this one plays.
  async function prepare() {
    const { now, on, viewer: box } = run;
    const mine = run;
    const wanted = now.next && (on || now.next.scene === now.scene) ? now.next : null;
    if (!wanted || run.next) return;
    run.next = "asked";
    const found = await ask(box.dataset.path, { ...wanted, later: "true" });
    if (run !== mine || run.now !== now) return;
    run.next = found;
    if (found.words) return;
    const idle = videos(box).find((video) => video !== run.video);
    idle.preload = "auto";
    idle.src = found.film;
    if (run.video.ended) goOn();
  }

  function goOn() {
    const { next, video, viewer: box } = run;
    if (next === "asked") return show(box, "waiting");
    if (!next) {
      tell("ended");
      stop();
      return show(box, "ended");
    }
    if (next.words) return fail(next.words);
    const idle = videos(box).find((each) => each !== video);
    start(next, idle);
    idle.hidden = false;
    video.hidden = true;
    idle.play().catch(() => {
      if (run?.video !== idle) return;
      if (idle.error) fail(FAILED); // it was so before it was this one's turn
      else show(box, "paused");
    });
  }

  function toggle(on = false) {
    const box = viewer();
    if (!box) return;
    if (run?.viewer === box && run.video && run.on === on) {
      if (run.video.paused) run.video.play();
      else run.video.pause();
    } else play(box.dataset.scene, on);
  }

  function jump(seconds) {
    if (!run?.video) return;
    const { video } = run;
    const end = video.seekable.length ? video.seekable.end(video.seekable.length - 1) : 0;
    video.currentTime = Math.max(0, Math.min(end, video.currentTime + seconds));
  }

  // Media events do not bubble: they are heard on their way down.
  const heard = {
    playing() {
      run.video.hidden = false;
      show(run.viewer, "playing");
      prepare();
    },
    pause: () => !run.video.ended && show(run.viewer, "paused"),
    waiting: () => run.viewer.dataset.state === "playing" && show(run.viewer, "waiting"),
    timeupdate() {
      const s = (run.now.from_ms / 1000 + run.video.currentTime).toFixed(1);
      run.viewer.querySelector("[data-viewer-time]").textContent = `${Math.floor(s / 60)}:${(s % 60).toFixed(1).padStart(4, "0")}`;
      tell(run.viewer.dataset.state);
    },
    ended: goOn,
    error: () => fail(FAILED),
  };
  for (const [name, act] of Object.entries(heard)) document.addEventListener(name, (event) => run?.video && event.target === run.video && act(), true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-play]");
    if (button) toggle(button.dataset.play === "on");
  });
  document.body.addEventListener("aura:play", (event) => play(event.detail?.scene || viewer()?.dataset.scene, Boolean(event.detail?.on)));
  document.body.addEventListener("aura:pause", () => run?.video?.pause());

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !viewer()) return;
    if (event.target.closest?.("input, textarea, select, summary, [contenteditable], [popover], dialog[open]")) return;
    const letter = window.auraPage.letterOf(event);
    if (letter === " ") {
      if (event.target.closest?.("button, a[role=button]")) return;
      toggle(run?.on || false);
    } else if (window.auraKeys && !window.auraKeys.mayBeKey(event)) return;
    else if (letter === "k") run?.video?.pause();
    else if (letter === "j") jump(-JUMP_S);
    else if (letter === "l") {
      if (run?.video && !run.video.paused) jump(JUMP_S);
      else toggle(run?.on || false);
    } else return;
    event.preventDefault();
  });

  // Whoever comes near is likely to play: those who draw wake up.
  function near(event) {
    const box = event.target.closest?.("#viewer, [data-play]") && viewer();
    if (!box || (readied.scene === box.dataset.scene && Date.now() - readied.at < READY_MS)) return;
    readied = { scene: box.dataset.scene, at: Date.now() };
    fetch(`${box.dataset.path}/stretch/ready?scene=${box.dataset.scene}`, { method: "POST", headers: { "HX-Request": "true" } }).catch(() => {});
  }
  document.addEventListener("pointerover", near);
  document.addEventListener("focusin", near);

  // The inspector was drawn anew: what played there has gone, and what was pressed but does not play yet is asked for again.
  document.addEventListener("htmx:after:swap", () => {
    if (!run || run.viewer.isConnected) return;
    const { scene, on, now } = run;
    if (!now && viewer()?.dataset.scene === scene) play(scene, on);
    else stop();
  });
})();
