// Saves fields as one types.
//
// A change is noted in this browser at once (notes.js), sent WAIT_MS after the last key, one at a time, and
// forgotten here when the server has it.  It names what it was made from (`was`): so a change of another tab is
// noticed.  What got no answer (`tried`, `lost`) is sent once more before anything newer: so the server holds
// nothing that is forgotten here, and one's own words are not mistaken for another's.
(() => {
  "use strict";
  const WAIT_MS = 400;
  const SLOW_MS = 300;
  const AGAIN_MS = 2000;
  const { read, settle, show, told } = window.auraFields;
  const { EACH_MS, forget, found, nameOf, write } = window.auraNotes;
  const states = new WeakMap();
  const unsaved = new Set();
  let slow = 0;
  let retry = 0;
  let deciding = 0;

  function state(field) {
    if (!states.has(field)) states.set(field, { was: told(field), tried: null, lost: false, busy: false, stuck: false, timer: 0 });
    return states.get(field);
  }

  // A note goes to the thing it was made at, also where another has its number by then.
  function beside(field) {
    const fields = field.closest("[data-known]")?.querySelectorAll("[data-save]") ?? [];
    return [...fields].filter((each) => each !== field).map(told).join("\n");
  }

  const note = (field) => write(field, { ...state(field), beside: beside(field) });

  function say(kind, words) {
    const line = document.getElementById("save");
    if (!line || line.dataset.state === kind) return;
    line.dataset.state = kind;
    line.textContent = words;
  }

  function tell() {
    clearTimeout(slow);
    slow = 0;
    const fields = [...unsaved].filter((field) => field.isConnected);
    if (fields.some((field) => state(field).stuck === "conflict")) say("conflict", "Changed in another tab");
    else if (retry) say("offline", "Offline. Kept in this browser, sent when Aura is back.");
    else if (fields.some((field) => state(field).stuck)) say("refused", "Not saved yet");
    else if (!fields.length && !deciding) say("saved", "Saved");
    else slow = setTimeout(() => say("saving", "Saving…"), SLOW_MS);
  }

  function changed(field, wait) {
    const now = state(field);
    now.stuck = false;
    if (!now.busy && now.tried === null && read(field) === now.was) return saved(field);
    unsaved.add(field);
    note(field);
    clearTimeout(now.timer);
    now.timer = setTimeout(() => send(field), wait);
    tell();
  }

  function saved(field) {
    clearTimeout(state(field).timer);
    unsaved.delete(field);
    forget(field);
    tell();
  }

  // What the server may hold of a field: what it last told, and what was sent or typed since.
  function held(field) {
    const { was, tried } = state(field);
    return [...new Set([was, tried ?? was, read(field)])];
  }

  // What has no name but its number (data-known) is known by its fields, and by how it stood when it was drawn.
  function known(element) {
    const thing = element.closest("[data-known]");
    if (!thing) return [];
    const fields = [...thing.querySelectorAll("[data-save]")];
    const words = fields.flatMap((field) => held(field).map((value) => [`known_${field.dataset.name}`, value]));
    return [...words, ["known_as", thing.dataset.known]];
  }

  document.addEventListener("htmx:config:request", (event) => {
    const { request, sourceElement } = event.detail.ctx;
    if (request.method !== "GET") for (const [name, value] of known(sourceElement)) request.body.append(name, value);
  });

  // It was another by then, and nothing was changed: the page is shown as it is now.
  const renew = () => document.body.dispatchEvent(new CustomEvent("aura:content"));
  document.addEventListener("htmx:after:request", (event) => {
    const { response, sourceElement } = event.detail.ctx;
    if (response?.status === 409 && sourceElement.closest("[data-known]")) renew();
  });

  function form(field, value) {
    const { was, tried } = state(field);
    const sent = new URLSearchParams({ name: field.dataset.name, key: field.dataset.key, value, was });
    if (tried !== null) sent.set("tried", tried);
    for (const [name, each] of known(field)) sent.append(name, each);
    return sent;
  }

  async function put(field, sent) {
    const headers = { "HX-Request": "true", Accept: "text/html" };
    return fetch(field.dataset.save, { method: "PUT", body: sent, headers, credentials: "same-origin" });
  }

  // One answer at a time: whoever asks meanwhile waits for it.
  function send(field, more = {}) {
    const now = state(field);
    clearTimeout(now.timer);
    if (!now.busy && field.isConnected) now.busy = deliver(field, more);
    return now.busy;
  }

  async function deliver(field, more) {
    const now = state(field);
    const value = now.lost ? now.tried : read(field);
    const sent = form(field, value);
    for (const [name, each] of Object.entries(more)) sent.set(name, each);
    now.tried = value;
    now.lost = true; // until there is an answer
    note(field);
    let answer = null;
    let html = "";
    try {
      answer = await put(field, sent);
      html = await answer.text();
    } catch {
      answer = null; // Aura does not answer, or not to the end
    }
    now.lost = !answer || answer.status >= 502;
    if (now.lost || answer.status === 500) {
      now.busy = false;
      note(field);
      return again();
    }
    back();
    if (answer.ok) {
      now.was = value;
      now.tried = null;
      now.stuck = false;
      settle(field, value);
      document.body.dispatchEvent(new CustomEvent("aura:saved"));
    } else {
      now.tried = null;
      if (value !== read(field)) {
        now.busy = false;
        return changed(field, 0); // what was refused stands here no more
      }
      now.stuck = answer.status === 409 ? "conflict" : "refused";
    }
    try {
      if (html) await htmx.swap({ text: html, target: field, sourceElement: field, swap: "none" });
    } catch (error) {
      reportError(error); // it is saved, shown or not
    }
    now.busy = false;
    if (now.stuck === "conflict" && !document.querySelector(`[data-conflict="${CSS.escape(field.dataset.key)}"]`)) {
      unsaved.delete(field);
      renew();
    }
    if (now.stuck) return tell();
    if (read(field) === now.was) saved(field);
    else changed(field, 0);
  }

  const waiting = () => [...unsaved].filter((field) => field.isConnected && !state(field).stuck);

  // Aura does not answer: one field is tried now and then, and all of them once it does.
  function again() {
    retry ||= setInterval(() => waiting().slice(0, 1).forEach((field) => send(field)), AGAIN_MS);
    tell();
  }

  function back() {
    if (!retry) return;
    clearInterval(retry);
    retry = 0;
    waiting().forEach((field) => send(field));
  }

  // Nothing is left when this is done, but for what was refused, or cannot be sent because Aura is away.
  async function flush() {
    const left = () => new Set([...waiting(), ...[...unsaved].filter((field) => state(field).busy)]);
    do await Promise.all([...left()].map((field) => send(field)));
    while (!retry && left().size);
  }

  // What was kept in this browser and never arrived is put back, and sent.
  async function recover() {
    const all = [...document.querySelectorAll("[data-save]")];
    for (const field of all) {
      if (states.has(field) && !unsaved.has(field) && !state(field).busy) take(field, told(field)); // it was drawn anew
    }
    let notes = new Map();
    try {
      notes = await found();
    } catch { /* nothing that can be read */ }
    for (const field of notes.size ? all : []) {
      const { key, kept } = notes.get(nameOf(field)) ?? {};
      if (!kept || !field.isConnected || unsaved.has(field) || (kept.beside ?? "") !== beside(field)) continue;
      localStorage.removeItem(key);
      if (kept.value === told(field)) continue;
      Object.assign(state(field), { was: kept.was, tried: kept.tried, lost: kept.lost });
      show(field, kept.value);
      changed(field, 0);
    }
  }

  // Two texts of one field: whichever is kept, the other is in the history as well.
  async function decide(button) {
    const panel = button.closest("[data-conflict]");
    const field = document.querySelector(`[data-save][data-key="${CSS.escape(panel.dataset.conflict)}"]`);
    const other = panel.querySelector("[data-other]").value;
    const now = state(field);
    panel.remove(); // first: what had the focus loses it, and must not be taken for somebody who leaves the field
    now.was = other;
    now.tried = null;
    now.lost = false;
    now.stuck = false;
    settle(field, other);
    deciding += 1;
    await send(field, { apart: "yes" });
    if (button.dataset.keep === "theirs") {
      show(field, other);
      await send(field, { apart: "yes" });
    }
    deciding -= 1;
    tell();
    field.querySelector("input, textarea, select").focus();
  }

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-save]");
    if (field) changed(field, WAIT_MS);
  });
  document.addEventListener("focusout", (event) => {
    const field = event.target.closest("[data-save]");
    if (field && unsaved.has(field) && !state(field).stuck) send(field);
  });
  document.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-keep]");
    if (keep) decide(keep);
  });

  function hurry() {
    for (const field of waiting()) {
      note(field);
      const headers = { "HX-Request": "true" };
      fetch(field.dataset.save, { method: "PUT", body: form(field, read(field)), headers, keepalive: true }).catch(() => {});
    }
  }
  addEventListener("pagehide", hurry);
  setInterval(() => [...unsaved].filter((field) => field.isConnected).forEach(note), EACH_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
  });
  addEventListener("online", () => flush());

  document.addEventListener("DOMContentLoaded", recover);
  document.addEventListener("htmx:after:swap", recover);

  // Others changed a field that is clean here: it takes their value.
  function take(field, value) {
    show(field, value);
    settle(field, value);
    state(field).was = value;
  }

  window.auraSaving = {
    flush,
    known,
    told,
    take,
    isUnsaved: (control) => unsaved.has(control.closest("[data-save]")),
    isOwed: () => !retry && waiting().length > 0,
    isBusy: () => deciding > 0 || [...unsaved].some((field) => field.isConnected && state(field).busy),
    away(is) {
      if (is) return again();
      back();
      tell();
    },
  };
})();
