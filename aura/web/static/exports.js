// Exports as they happen: a stream says that something changed, and what shows it is asked for anew.
// The page's title shows how far it is; who wants to be told of an end is told by the system, while away.
(() => {
  "use strict";
  const AGAIN_MS = 2000;
  const LONG_MS = 10000;
  const SAID_AT = [25, 50, 75];
  const NOTICE = "aura.notice";
  const place = document.querySelector("[data-exports]");
  if (!place) return;
  const title = document.title;
  const seen = new Map();

  const tell = (event) => document.body.dispatchEvent(new CustomEvent(event));
  const say = (words) => { document.getElementById("said-progress").textContent = words; };

  // Who loses Aura looks at once when it is back: the stream begins with how things stand.  A page that nobody
  // sees and where nothing happens lets go of it, for a browser opens few connections at a time.
  let stream = null;
  const isIdle = () => document.hidden && !document.querySelector("#runs :is(.run, .export)");

  function follow() {
    if (stream || isIdle()) return;
    stream = new EventSource(place.dataset.exports);
    stream.onmessage = () => tell("aura:runs");
    stream.onerror = () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      stream = null;
      setTimeout(() => { tell("aura:runs"); follow(); }, AGAIN_MS);
    };
  }

  function leave() {
    stream?.close();
    stream = null;
  }

  document.addEventListener("visibilitychange", () => (isIdle() ? leave() : follow()));

  function look() {
    const runs = [...document.querySelectorAll("#runs .run")];
    for (const run of runs) {
      const known = seen.get(run.id) || { since: Date.now(), said: 0 };
      const percent = Number(run.dataset.percent);
      const due = SAID_AT.findLast((each) => percent >= each) || 0;
      if (due > known.said) say(`${run.dataset.name}: ${due} per cent`);
      seen.set(run.id, { ...known, said: Math.max(known.said, due), name: run.dataset.name, title: run.dataset.title });
    }
    document.title = runs.length ? `${runs[0].dataset.percent} % · ${title}` : title;
    const rows = [...document.querySelectorAll("#runs [id^=run-]")];
    // One that waits may be over before it is ever shown at work.
    for (const row of rows) if (!seen.has(row.id)) seen.set(row.id, { since: Date.now(), said: 0, name: row.dataset.name, title: row.dataset.title });
    const there = new Set(rows.map((each) => each.id));
    const ended = [...seen].filter(([id]) => !there.has(id));
    for (const [id] of ended) seen.delete(id);
    if (ended.length) over(ended.map(([, run]) => run));
    offer(runs.length > 0);
    if (isIdle()) leave();
  }

  let late = [];
  function over(runs) {
    late.push(...runs);
    tell("aura:films");
    tell("aura:content");
    const video = document.querySelector("#player :is(video, audio)");
    if (document.getElementById("player") && (!video || video.paused)) tell("aura:player");
  }

  // Said when the list shows what became of them.
  function ended() {
    const runs = late;
    late = [];
    for (const run of runs) {
      say(`${run.name} has ended.`);
      if (document.hidden && wanted() && Date.now() - run.since > LONG_MS) {
        new Notification(run.title, { body: `“${run.name}” has ended. Open Aura to see it.`, tag: run.name });
      }
    }
  }

  const wanted = () => "Notification" in window && Notification.permission === "granted" && localStorage.getItem(NOTICE) === "yes";

  function offer(running) {
    const button = document.querySelector("[data-notice]");
    if (!button || !("Notification" in window) || !isSecureContext) return;
    button.hidden = !running;
    button.setAttribute("aria-pressed", String(wanted()));
    button.querySelector("span").textContent =
      Notification.permission === "denied" ? "Your browser lets no page tell you" : wanted() ? "You are told when it is done" : "Tell me when it is done";
  }

  async function toggle() {
    const on = wanted();
    if (!on && Notification.permission === "default") await Notification.requestPermission();
    localStorage.setItem(NOTICE, on ? "no" : "yes");
    offer(true);
  }

  function ask(button) {
    const dialog = document.getElementById("delete-film");
    dialog.querySelector("h2").textContent = button.dataset.film ? `Delete the film of “${button.dataset.name}”?` : `Delete “${button.dataset.name}” from the list?`;
    dialog.querySelector("[data-with-film]").hidden = !button.dataset.film;
    dialog.querySelector("[data-without-film]").hidden = Boolean(button.dataset.film);
    dialog.dataset.to = button.dataset.delete;
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-delete], [data-close], [data-notice], [data-open], [data-confirm]");
    if (!button) return;
    if (button.dataset.open) document.getElementById(button.dataset.open).showModal();
    else if (button.dataset.delete) ask(button);
    else if ("notice" in button.dataset) toggle();
    else {
      const dialog = button.closest("dialog");
      dialog.close();
      const { to } = dialog.dataset;
      if ("confirm" in button.dataset) window.auraLine(() => htmx.ajax("POST", to, { source: dialog, swap: "none" }));
    }
  });

  // A preset that is pointed at is chosen; the arrows walk on.
  document.getElementById("choosing")?.addEventListener("click", (event) => {
    if (event.detail > 0 && event.target.matches("input[type=radio]")) event.currentTarget.close();
  });

  // What was just begun is shown.
  document.getElementById("new-export")?.addEventListener("submit", () => {
    begun = true;
    setTimeout(() => { if (begun) { begun = false; over([]); } }, AGAIN_MS); // it was over before the page could show it
  });
  let begun = false;

  // What was chosen elsewhere, or undone, is chosen in the dialog as well.
  function follows() {
    const field = document.getElementById("f-preset");
    const preset = document.getElementById("before")?.dataset.preset;
    if (!field || field.matches(":focus-within") || auraSaving.isUnsaved(field)) return;
    if (auraSaving.told(field) !== preset) auraSaving.take(field, preset);
  }

  document.addEventListener("htmx:after:swap", () => {
    look();
    follows();
    if (begun && document.querySelector("#runs :is(.run, .export)")) {
      begun = false;
      document.getElementById("runs").scrollIntoView({ block: "nearest" });
    }
    if (late.length) ended();
    const playing = document.querySelector("#player :is(video, audio)[autoplay]:not([data-shown])");
    if (!playing) return;
    playing.dataset.shown = "yes";
    playing.closest("#player").scrollIntoView({ block: "start" });
    playing.focus({ preventScroll: true });
  });
  look();
  follow();
})();
