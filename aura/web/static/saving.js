// Saves fields as one types.
//
// A field is an element with data-save (where to), data-name and data-key.  What the server last told is in the
// controls' default values.  A change is kept in this browser at once, sent WAIT_MS after the last key, one at
// a time, and forgotten here when the server has it.  It names what it was made from (`was`), and what was sent
// before without an answer (`tried`): so a change of another tab is noticed, and one's own never mistaken for it.
(() => {
  "use strict";
  const WAIT_MS = 400;
  const SLOW_MS = 300;
  const AGAIN_MS = 2000;
  const states = new WeakMap();
  const unsaved = new Set();
  let slow = 0;
  let retry = 0;
  let deciding = 0;

  const controls = (field) => [...field.querySelectorAll(`[name="${CSS.escape(field.dataset.name)}"]`)];

  function read(field) {
    const [first, ...others] = controls(field);
    if (first.type === "radio") return [first, ...others].find((each) => each.checked)?.value ?? "";
    return first.type === "checkbox" ? String(first.checked) : first.value;
  }

  function told(field) {
    const [first, ...others] = controls(field);
    if (first.type === "radio") return [first, ...others].find((each) => each.defaultChecked)?.value ?? "";
    if (first.type === "checkbox") return String(first.defaultChecked);
    if (first.options) return [...first.options].find((each) => each.defaultSelected)?.value ?? first.options[0]?.value ?? "";
    return first.defaultValue;
  }

  function show(field, value) {
    for (const each of controls(field)) {
      if (each.type === "radio") each.checked = each.value === value;
      else if (each.type === "checkbox") each.checked = value === "true";
      else each.value = value;
    }
  }

  function settle(field, value) {
    for (const each of controls(field)) {
      if (each.type === "radio") each.defaultChecked = each.value === value;
      else if (each.type === "checkbox") each.defaultChecked = value === "true";
      else if (each.options) for (const option of each.options) option.defaultSelected = option.value === value;
      else each.defaultValue = value;
    }
  }

  // What is unsaved is kept under the tab's own name: another tab of this browser must not take it for its own
  // while this one lives.  A page that is left hands its name on to the next in its tab.
  const TAB = "aura.tab";
  const UNSAVED = "aura.unsaved";
  const ALIVE_MS = 70_000; // a tab writes its notes again well within this, also where it is slowed down
  const nameOf = (field) => `${field.dataset.save} ${field.dataset.key}`;
  const place = (field) => `${UNSAVED} ${tab} ${nameOf(field)}`;
  let tab = Math.random().toString(36).slice(2);
  try {
    tab = sessionStorage.getItem(TAB) || tab;
    sessionStorage.removeItem(TAB); // a tab that is doubled has a name of its own
  } catch { /* it is a new one each time */ }
  navigator.locks?.request(`${TAB} ${tab}`, () => new Promise(() => {}));

  // The notes of this tab, and of those that are no more, by the name of their field.
  async function notes() {
    const open = navigator.locks && new Set((await navigator.locks.query()).held.map((lock) => lock.name));
    const found = new Map();
    for (const key of Object.keys(localStorage)) {
      const [kind, owner, ...rest] = key.split(" ");
      if (kind !== UNSAVED) continue;
      const kept = JSON.parse(localStorage.getItem(key));
      const lives = open ? open.has(`${TAB} ${owner}`) : Date.now() - kept.at < ALIVE_MS;
      if (owner === tab || !lives) found.set(rest.join(" "), { key, kept });
    }
    return found;
  }

  function state(field) {
    if (!states.has(field)) states.set(field, { was: told(field), tried: null, busy: false, stuck: false, timer: 0 });
    return states.get(field);
  }

  function note(field) {
    const { was, tried } = state(field);
    try {
      localStorage.setItem(place(field), JSON.stringify({ value: read(field), was, tried, at: Date.now() }));
    } catch { /* no room, or not allowed: it is still in the field */ }
  }

  function forget(field) {
    try {
      localStorage.removeItem(place(field));
    } catch { /* the same */ }
  }

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
    if (!now.busy && read(field) === now.was) return saved(field);
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

  function form(field, value) {
    const { was, tried } = state(field);
    const sent = new URLSearchParams({ name: field.dataset.name, key: field.dataset.key, value, was });
    if (tried !== null) sent.set("tried", tried);
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
    const value = read(field);
    const sent = form(field, value);
    for (const [name, each] of Object.entries(more)) sent.set(name, each);
    now.tried = value;
    note(field);
    let answer = null;
    let html = "";
    try {
      answer = await put(field, sent);
      html = await answer.text();
    } catch {
      answer = null; // Aura does not answer, or not to the end
    }
    if (!answer || answer.status >= 502 || answer.status === 500) {
      now.busy = false;
      return again();
    }
    back();
    if (answer.ok) {
      now.was = value;
      now.tried = null;
      now.stuck = false;
      settle(field, value);
      document.body.dispatchEvent(new CustomEvent("aura:saved"));
    } else if (answer.status === 409) {
      now.stuck = "conflict";
    } else {
      now.stuck = "refused";
      now.tried = null;
    }
    try {
      if (html) await htmx.swap({ text: html, target: field, sourceElement: field, swap: "none" });
    } catch (error) {
      reportError(error); // it is saved, shown or not
    }
    now.busy = false;
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
    let found = new Map();
    try {
      found = await notes();
    } catch { /* nothing that can be read */ }
    for (const field of found.size ? all : []) {
      const { key, kept } = found.get(nameOf(field)) ?? {};
      if (!kept || !field.isConnected || unsaved.has(field)) continue;
      localStorage.removeItem(key);
      if (kept.value === told(field)) continue;
      Object.assign(state(field), { was: kept.was, tried: kept.tried });
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

  // What was pressed may have been drawn anew: the same is what has its name, or leads to the same.
  function anew(way) {
    if (way.id) return document.getElementById(way.id);
    const leads = way.matches("[hx-post], [href]") ? way : way.closest("form");
    const name = leads && ["hx-post", "action", "href"].find((each) => leads.hasAttribute(each));
    const there = name && document.querySelector(`${leads.localName}[${name}="${CSS.escape(leads.getAttribute(name))}"]`);
    return leads === way ? there : there?.querySelector("button:not([type=button])");
  }

  // Whoever goes elsewhere waits for what is unsaved; it takes no longer than an answer.
  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[href], button:not([type=button]), button[hx-post]");
    if (!way || way.dataset.flushed || event.ctrlKey || event.metaKey || event.shiftKey || retry) return;
    if (!waiting().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    flush().finally(() => {
      const there = way.isConnected ? way : anew(way);
      if (!there) return way.href && location.assign(way.href);
      there.dataset.flushed = "yes";
      there.click();
      delete there.dataset.flushed;
    });
  }, true);

  function hurry() {
    for (const field of waiting()) {
      note(field);
      const headers = { "HX-Request": "true" };
      fetch(field.dataset.save, { method: "PUT", body: form(field, read(field)), headers, keepalive: true }).catch(() => {});
    }
  }
  addEventListener("pagehide", () => {
    hurry();
    try {
      sessionStorage.setItem(TAB, tab);
    } catch { /* the same */ }
  });
  addEventListener("pageshow", (event) => event.persisted && sessionStorage.removeItem(TAB));
  setInterval(() => [...unsaved].filter((field) => field.isConnected).forEach(note), ALIVE_MS / 14);
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
    told,
    take,
    isUnsaved: (control) => unsaved.has(control.closest("[data-save]")),
    isBusy: () => deciding > 0 || [...unsaved].some((field) => field.isConnected && state(field).busy),
    away(is) {
      if (is) return again();
      back();
      tell();
    },
  };
})();
