// Word of others: what another tab, a program or a worker changes in the project is shown here as well.
//
// A stamp says how the project stands.  The page knows the one it shows; its own changes lead from one stamp to
// the next (data-before, data-at on the undo pair of every answer), so that it never fetches what it did itself.
// A field that somebody is in, or that is unsaved, never moves.
(() => {
  "use strict";
  const AWAY_MS = 1200;
  const AGAIN_MS = 2000;
  const LOOK_MS = 200;
  const FLASH_MS = 1600;
  const project = location.pathname.split("/").slice(0, 3).join("/");
  const links = new Map();
  let known = 0;
  let heard = 0;
  let source = null;
  let away = 0;
  let looking = 0;
  let owed = false;
  let shown = null;

  const content = () => document.getElementById("content");
  const step = () => document.getElementById("turns").dataset.step;
  const fields = (root) => [...root.querySelectorAll("[data-save][data-key]")];
  const nameOf = (field) => `${field.dataset.save} ${field.dataset.key}`;

  function arrive(stamp) {
    known = Math.max(known, stamp);
    while (links.has(known)) known = links.get(known);
  }

  // An answer to a change of this page: nobody else was there between its two stamps.
  function note(turns) {
    const [before, at] = [Number(turns.dataset.before), Number(turns.dataset.at)];
    if (!before || at <= before) return;
    links.set(before, at);
    arrive(0);
  }

  function isHeld() {
    const here = document.activeElement;
    const within = content();
    if (here?.matches("input, textarea, select, [contenteditable]") && within.contains(here)) return true;
    if (fields(within).some((field) => window.auraSaving.isUnsaved(field))) return true;
    if (within.querySelector("[data-hold], [data-drag], dialog[open], :popover-open")) return true;
    return [...within.querySelectorAll("audio, video")].some((each) => !each.paused && !each.ended);
  }

  const isAtWork = () => window.auraSaving.isBusy() || document.querySelector(".htmx-request") !== null;

  function flash(field) {
    field.dataset.flash = "";
    setTimeout(() => delete field.dataset.flash, FLASH_MS);
  }

  function valuesOf(root) {
    return new Map(fields(root).map((field) => [nameOf(field), window.auraSaving.told(field)]));
  }

  // The whole content anew; what it says otherwise than before lights up.
  function renew() {
    owed = false;
    const focused = document.activeElement?.id;
    shown = { values: valuesOf(content()), focused, until: Date.now() + 3000 };
    document.body.dispatchEvent(new CustomEvent("aura:content"));
  }

  function light() {
    if (!shown || !content()) return;
    const changed = fields(content()).filter((field) => {
      const before = shown.values.get(nameOf(field));
      return before !== undefined && before !== window.auraSaving.told(field);
    });
    changed.forEach(flash);
    const lost = shown.focused && document.activeElement === document.body;
    if (lost) document.getElementById(shown.focused)?.focus({ preventScroll: true });
    if (changed.length || Date.now() > shown.until) shown = null;
  }

  // Somebody is at the content: only clean fields take what is new, where they are; the rest follows when he leaves.
  async function renewFields() {
    owed = true;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = new Map(fields(page).map((field) => [nameOf(field), window.auraSaving.told(field)]));
    for (const field of fields(content())) {
      const value = fresh.get(nameOf(field));
      if (value === undefined || value === window.auraSaving.told(field)) continue;
      if (field.contains(document.activeElement) || window.auraSaving.isUnsaved(field)) continue;
      window.auraSaving.take(field, value);
      flash(field);
    }
  }

  async function follow() {
    const upTo = heard;
    await htmx.ajax("GET", `${project}/frame?at=${step()}`, { source: document.body, swap: "none" });
    if (content()) {
      if (isHeld()) await renewFields();
      else renew();
    }
    arrive(upTo);
  }

  // What was to be drawn anew did not come: it is asked for again, when nobody is at it.
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    const isAsked = ctx?.request?.method === "GET" && ctx.sourceElement.getAttribute("hx-trigger")?.includes("aura:content");
    if (isAsked) setTimeout(() => { owed = true; look(); }, AGAIN_MS);
  });

  // What was heard is looked at once this page's own changes are answered: it may be one of them.
  function look() {
    clearTimeout(looking);
    looking = setTimeout(async () => {
      if (isAtWork()) return look();
      if (heard > known) await follow().catch(() => {});
      else if (owed && content() && !isHeld()) renew();
      if (owed || heard > known) look();
    }, LOOK_MS);
  }

  function hear(event) {
    const { at, changed } = JSON.parse(event.data);
    if (at <= known) return;
    if (!changed && heard <= known) return arrive(at);
    heard = Math.max(heard, at);
    look();
  }

  function lost() {
    away ||= setTimeout(() => window.auraSaving.away(true), AWAY_MS);
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    source = null;
    setTimeout(connect, AGAIN_MS);
  }

  function found() {
    clearTimeout(away);
    away = 0;
    window.auraSaving.away(false);
  }

  // A page nobody looks at holds no connection, of which a browser has few; it is told what it missed.
  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(`${project}/live?after=${known}`);
    source.onopen = found;
    source.onmessage = hear;
    source.onerror = lost;
    source.addEventListener("gone", gone);
  }

  // Somebody deleted it: what is typed is refused from now on.
  function gone() {
    leave();
    const bin = document.createElement("a");
    Object.assign(bin, { className: "btn btn-sm", href: "/bin", textContent: "The bin" });
    window.auraPage.say("This project was deleted elsewhere. What you type here is kept in this browser until it is brought back.", bin);
  }

  function leave() {
    source?.close();
    source = null;
    clearTimeout(away);
    away = 0;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const turns = document.getElementById("turns");
    known = heard = Number(turns.dataset.at);
    const added = (record) => [...record.addedNodes].filter((node) => node.id === "turns");
    const bar = new MutationObserver((records) => {
      for (const record of records) (record.type === "attributes" ? [record.target] : added(record)).forEach(note);
    });
    bar.observe(turns.parentElement, { childList: true, subtree: true, attributeFilter: ["data-at"] });
    connect();
  });
  document.addEventListener("htmx:after:swap", light);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : connect()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && connect());
})();
