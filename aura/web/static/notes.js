// Notes of what is unsaved, in this browser: {value, was, tried, lost, beside, at}; beside are the fields it is known by.
//
// They are kept under the tab's own name: another tab of this browser must not take them for its own while this
// one lives.  A page that is left hands its name on to the next in its tab.
(() => {
  "use strict";
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

  // The notes of this tab, and of those that are no more, by the name of their field: {key, kept}.
  async function found() {
    const open = navigator.locks && new Set((await navigator.locks.query()).held.map((lock) => lock.name));
    const notes = new Map();
    for (const key of Object.keys(localStorage)) {
      const [kind, owner, ...rest] = key.split(" ");
      if (kind !== UNSAVED) continue;
      const kept = JSON.parse(localStorage.getItem(key));
      const lives = open ? open.has(`${TAB} ${owner}`) : Date.now() - kept.at < ALIVE_MS;
      if (owner === tab || !lives) notes.set(rest.join(" "), { key, kept });
    }
    return notes;
  }

  function write(field, { was, tried, lost, beside }) {
    const kept = { value: window.auraFields.read(field), was, tried, lost, beside, at: Date.now() };
    try {
      localStorage.setItem(place(field), JSON.stringify(kept));
    } catch { /* no room, or not allowed: it is still in the field */ }
  }

  function forget(field) {
    try {
      localStorage.removeItem(place(field));
    } catch { /* the same */ }
  }

  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(TAB, tab);
    } catch { /* the same */ }
  });
  addEventListener("pageshow", (event) => event.persisted && sessionStorage.removeItem(TAB));

  window.auraNotes = { EACH_MS: ALIVE_MS / 14, found, forget, nameOf, write };
})();
