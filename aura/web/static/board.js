// The storyboard: which card one is at, which are chosen, and how a change of them reaches the server.
//
// The cards are the server's.  What is here only: the card one is at (`at`), those chosen besides (`chosen`),
// and what waits to be said or focused once the server's board is in its place.
(() => {
  "use strict";
  const page = document.getElementById("scenes-page");
  const path = page.dataset.path;
  const WAIT_MS = 200;
  const MOVE_MS = 400;
  const chosen = new Set();
  let at = page.dataset.selected;
  let afterwards = null; // what to do when the board is drawn anew
  let stands = []; // the order that is stored
  let before = new Set();
  let waiting = 0;
  let shiftFrom = "";
  let isPointing = false;

  const board = () => document.getElementById("board");
  const inspector = () => document.getElementById("inspector");
  const cards = () => [...document.querySelectorAll(".scene:not([data-ghost])")];
  const cardOf = (id) => document.getElementById(`scene-${id}`);
  const idOf = (card) => card.id.slice(6);
  const pick = (card) => card.querySelector(".scene-pick");
  const ids = () => cards().map(idOf);
  const group = (id = at) => (chosen.has(id) ? ids().filter((each) => chosen.has(each)) : id ? [id] : []);

  function say(words) {
    document.getElementById("board-said").textContent = words;
  }

  // The card one is at is the board's one stop for Tab; the others are reached by arrows.
  function mark() {
    for (const card of document.querySelectorAll(".scene [aria-current]")) card.removeAttribute("aria-current");
    for (const part of document.querySelectorAll('.scene [tabindex="0"]')) part.tabIndex = -1;
    for (const card of document.querySelectorAll(".scene[data-chosen]")) delete card.dataset.chosen;
    for (const id of chosen) {
      const card = cardOf(id);
      if (card) card.dataset.chosen = "";
      else chosen.delete(id);
    }
    const card = cardOf(at);
    if (!card) return;
    pick(card).setAttribute("aria-current", "true");
    for (const part of card.querySelectorAll("[tabindex]")) part.tabIndex = 0;
  }

  function inspect() {
    const panel = inspector();
    if (!at) {
      panel.removeAttribute("hx-get");
      return panel.replaceChildren();
    }
    panel.setAttribute("hx-get", `${path}/scenes/${at}/inspector`);
    return htmx.ajax("GET", panel.getAttribute("hx-get"), { source: panel, target: panel, swap: "innerHTML settle:0" });
  }

  function select(id, { how = "replace", tell = true } = {}) {
    if (!cardOf(id)) return;
    const isNew = id !== at;
    at = id;
    mark();
    if (!isNew) return;
    const address = `${path}/scenes?scene=${id}`;
    if (how === "push") history.pushState(null, "", address);
    else if (how === "replace") history.replaceState(null, "", address);
    clearTimeout(waiting);
    waiting = setTimeout(inspect, how === "replace" ? WAIT_MS : 0);
    if (tell) document.body.dispatchEvent(new CustomEvent("aura:select", { detail: { scene: id } }));
  }

  function focus(id) {
    const card = cardOf(id);
    if (!card) return;
    pick(card).focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  // A board that is drawn anew takes the focus from nobody: only who lost it gets it back.
  function keep(id) {
    const here = document.activeElement;
    if (!here || here === document.body || !here.isConnected) focus(id);
  }

  function edit(card) {
    const words = card.querySelector("textarea");
    words.focus();
    words.setSelectionRange(words.value.length, words.value.length);
  }

  function choose(id, { range = false } = {}) {
    const order = ids();
    if (range) {
      if (!cardOf(shiftFrom)) shiftFrom = at;
      const [from, to] = [order.indexOf(shiftFrom), order.indexOf(id)].sort((a, b) => a - b);
      chosen.clear();
      order.slice(from, to + 1).forEach((each) => chosen.add(each));
    } else {
      if (!chosen.size && at) chosen.add(at);
      // Whoever takes one out of those that are chosen is at one that is chosen still.
      if (chosen.delete(id)) id = order.find((each) => chosen.has(each)) ?? id;
      else chosen.add(id);
    }
    if (chosen.size === 1 && chosen.has(id)) chosen.clear();
    select(id);
    mark();
    say(chosen.size ? `${chosen.size} scenes are chosen.` : "");
  }

  function unchoose() {
    shiftFrom = "";
    if (!chosen.size) return;
    chosen.clear();
    mark();
  }

  // One change at a time, each after what is unsaved and what arrows have moved, and on the board that the one
  // before it has led to.
  let moves = 0; // the page shows them, and the server has not heard of them yet
  let isAnswered = false;
  let isTold = false;
  let drawn = () => {};
  const later = new WeakSet(); // boards that were asked for when the change had been made
  function act(to, values = {}, then = null) {
    moveNow();
    const source = document.getElementById("board-said");
    clearTimeout(waiting); // the scene that was to be inspected may go
    const isMove = to === "/move";
    if (isMove) moves += 1;
    return window.auraLine(async () => {
      await window.auraSaving?.flush();
      before = new Set(ids());
      afterwards = then;
      isAnswered = isTold = false;
      const shown = new Promise((go) => { drawn = go; });
      try {
        await htmx.ajax("POST", `${path}/scenes${to}`, { source, swap: "none", values });
      } finally {
        if (!isAnswered && isMove) moves -= 1;
      }
      if (isAnswered && isTold) await shown;
    });
  }
  document.body.addEventListener("aura:content", () => { isTold = true; });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.id !== "board-said") return;
    isAnswered = true;
    if (ctx.request.action.endsWith("/move")) moves -= 1;
  });
  document.addEventListener("htmx:before:request", (event) => {
    if (isAnswered && event.detail.ctx.sourceElement.id === "board") later.add(event.detail.ctx);
  });
  document.addEventListener("htmx:finally:request", (event) => later.has(event.detail.ctx) && drawn());
  // A board from before a move would put the cards back where they were.
  document.addEventListener("htmx:before:swap", (event) => {
    if (event.detail.ctx.sourceElement?.id === "board" && (late || moves)) event.preventDefault();
  });

  const fresh = () => ids().find((id) => !before.has(id));

  // A change was not made: the cards are as they were.
  function takeBack() {
    afterwards = null;
    for (const card of document.querySelectorAll(".scene[data-going]")) delete card.dataset.going;
    const here = document.activeElement;
    if (ids().join() !== stands.join()) place(stands.filter(cardOf), "start");
    if (here.isConnected && here !== document.activeElement) here.focus({ preventScroll: true });
    keep(at);
  }

  // Puts cards behind another one on the page.
  function place(some, after) {
    const list = document.getElementById("scenes");
    let last = after === "start" ? null : cardOf(after);
    for (const id of some) {
      list.insertBefore(cardOf(id), last ? last.nextSibling : list.firstElementChild);
      last = cardOf(id);
    }
  }

  function move(some, after) {
    place(some, after);
    focus(at);
    return act("/move", { scenes: some.join(" "), after }, () => keep(at));
  }

  // Arrows that follow one another are one move: it is made when Alt is let go, or after a while.
  let steps = 0;
  let late = null;
  function moveNow() {
    const made = late;
    late = null;
    clearTimeout(steps);
    made?.();
  }

  function moveBy(by) {
    const some = group();
    const order = ids();
    const staying = order.filter((id) => !some.includes(id));
    const first = order.indexOf(some[0]);
    const to = Math.max(0, Math.min(staying.length, first + by));
    const after = to ? staying[to - 1] : "start";
    place(some, after);
    if (ids().join() === order.join()) return;
    focus(at);
    say(`Scene ${first + 1}, position ${to + 1} of ${order.length}.`);
    clearTimeout(steps);
    late = () => act("/move", { scenes: some.join(" "), after }, () => keep(at));
    steps = setTimeout(moveNow, MOVE_MS);
  }
  document.addEventListener("keyup", (event) => event.key === "Alt" && moveNow());
  addEventListener("pagehide", moveNow);

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".scene-pick");
    if (!link) return;
    event.preventDefault();
    const id = idOf(link.closest(".scene"));
    if (event.shiftKey) choose(id, { range: true });
    else if (event.ctrlKey || event.metaKey) choose(id);
    else {
      unchoose();
      select(id, { how: "push" });
    }
    pick(cardOf(at)).focus({ preventScroll: true });
  });

  // Whoever goes into a card is at it; what a click on its picture means, the click says.
  document.addEventListener("pointerdown", () => { isPointing = true; }, true);
  document.addEventListener("pointerup", () => setTimeout(() => { isPointing = false; }), true);
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest?.(".scene");
    if (!card || idOf(card) === at || (isPointing && event.target.matches(".scene-pick"))) return;
    if (!chosen.has(idOf(card))) unchoose();
    select(idOf(card));
  });

  // Back to a scene that was selected before: the page is here already.
  document.addEventListener("htmx:before:history:restore", (event) => {
    if (location.pathname === `${path}/scenes`) event.preventDefault();
  });
  addEventListener("popstate", () => {
    unchoose();
    select(new URLSearchParams(location.search).get("scene") || ids()[0], { how: "back" });
  });

  // What happens elsewhere: a clip in the strip is chosen; the server's board is here, or refused.
  document.body.addEventListener("aura:select", (event) => {
    const id = event.detail?.scene;
    if (!id || id === at) return;
    unchoose();
    select(id, { tell: false });
    cardOf(id)?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.sourceElement?.id !== "board") return;
    const order = ids();
    stands = order;
    if (!order.includes(at)) at = order[0] || "";
    const then = later.has(event.detail.ctx) ? afterwards : null;
    if (then) afterwards = null;
    mark();
    then?.();
    clearTimeout(waiting);
    inspect();
  });
  document.addEventListener("htmx:before:response", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    const isGone = response.status === 404 && ["inspector", "strip"].includes(sourceElement?.id);
    if (isGone) event.preventDefault(); // the scene went meanwhile; the board says so
  });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx?.sourceElement?.id === "board-said") takeBack();
  });
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.sourceElement?.id === "board-said") {
      takeBack();
      afterwards = () => keep(at);
      document.body.dispatchEvent(new CustomEvent("aura:content")); // the page as the server has it
    }
  });
  document.addEventListener("error", (event) => {
    if (event.target.matches?.(".scene img")) event.target.closest(".frame").dataset.failed = "";
  }, true);

  stands = ids();
  mark();
  window.auraBoard = {
    act, at: () => at, cardOf, choose, edit, focus, fresh, group, idOf, ids, inspect, keep, leave: () => { at = ""; }, move, moveBy, say, select, unchoose,
    chooseAll: () => { if (ids()[1]) ids().forEach((id) => chosen.add(id)); mark(); say(chosen.size ? `${chosen.size} scenes are chosen.` : ""); },
    hasChosen: () => chosen.size > 0,
  };
})();
