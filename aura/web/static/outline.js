// An outline's points are moved and deleted: by their grip, by Alt and an arrow key, by the buttons beside them.
//
// A point has no name but its number, and the page shows the numbers of the moment when it was drawn (data-at, a
// stamp of the project).  So presses wait in a line, each with the number and the stamp it was made at; when its
// turn comes, what this page has done since says where its point stands by then.  The server is told the point's
// title as well, and refuses where somebody else put another point there.
(() => {
  "use strict";
  const done = []; // what this page did: {stamp, from, to}; to nowhere is a deletion
  let waiting = 0;
  let owed = 0; // the stamp of what the page does not show yet
  let trail = null; // the point that somebody moves: {selector, title, steps: [{stamp, number}]}
  let status = 0;
  let dragged = null;
  let isSwapping = false; // the focus is put somewhere by the swap, and means nothing yet

  const list = () => document.getElementById("outline");
  const bar = () => document.querySelector(".bar");
  const point = (target) => target.closest?.(".point");
  const number = (item) => Number(item.dataset.number);
  const drawn = () => Number(list()?.dataset.at);

  function follow(at, { from, to }) {
    if (at === null || at === from) return to === undefined || at === null ? null : to;
    const rest = at > from ? at - 1 : at;
    return to !== undefined && rest >= to ? rest + 1 : rest;
  }

  // Where a point stands at a later stamp.
  const between = (at, stamp, until = Infinity) =>
    done.filter((each) => each.stamp > stamp && each.stamp <= until).reduce(follow, at);

  function last() {
    const there = list()?.children.length ?? 0;
    const gone = done.filter((each) => each.stamp > drawn() && each.to === undefined).length;
    return there - 1 - gone;
  }

  const isBehind = () => waiting > 0 || owed > drawn();

  // While numbers change, no words are typed into a point that may be another by the time they are saved.
  function still() {
    const is = isBehind();
    list()?.querySelectorAll("input, textarea").forEach((each) => { each.readOnly = is; });
  }

  function wait(act) {
    waiting += 1;
    still();
    window.auraLine(act).then(() => {
      waiting -= 1;
      still();
      if (!isBehind()) stay();
    });
  }

  async function post(from, to, title) {
    status = 0;
    const values = to === undefined ? { title } : { title, to };
    const address = `${list().dataset.outline}/${from}/${to === undefined ? "delete" : "move"}`;
    await htmx.ajax("POST", address, { source: bar(), swap: "none", values });
    if (!status || status >= 400) return false;
    const stamp = Number(document.getElementById("turns").dataset.at);
    done.push({ stamp, from, to });
    owed = Math.max(owed, stamp);
    return stamp;
  }

  function press(item, selector) {
    const field = item.querySelector('[data-name="title"]');
    const title = () => window.auraSaving.told(field);
    trail = { selector, title, steps: [{ stamp: drawn(), number: number(item) }] };
    return trail;
  }

  function stands({ steps }) {
    const { stamp, number: at } = steps.at(-1);
    return list() ? between(at, stamp) : null;
  }

  // `aim` says where to, by where the point stands when its turn has come.
  function move(pressed, aim) {
    const { title } = pressed;
    wait(async () => {
      await window.auraSaving.flush();
      const from = stands(pressed);
      const to = from === null ? null : aim(from);
      if (to === null || to < 0 || to > last() || to === from) return;
      const stamp = await post(from, to, title());
      if (!stamp) return;
      pressed.steps.push({ stamp, number: to });
      const said = document.getElementById("moved");
      if (said) said.textContent = `Point ${from + 1} is now number ${to + 1} of ${last() + 1}.`;
    });
  }

  // Who deleted a point is at the next one by then.
  function remove(pressed) {
    const { title } = pressed;
    pressed.title = null;
    wait(async () => {
      await window.auraSaving.flush();
      const from = stands(pressed);
      if (from === null) return;
      const stamp = await post(from, undefined, title());
      if (stamp) pressed.steps.push({ stamp, number: Math.min(from, last()) });
    });
  }

  document.addEventListener("htmx:after:request", (event) => {
    const { request, response } = event.detail.ctx;
    if (request.action.includes("/outline/")) status = response.status;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move], [data-remove]");
    if (!button) return;
    if ("remove" in button.dataset) return remove(press(point(button), "[data-remove]"));
    const by = button.dataset.move === "up" ? -1 : 1;
    move(press(point(button), `[data-move="${button.dataset.move}"]`), (from) => from + by);
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    // While the page is behind, what the keys are pressed on may be another point than the one that is moved.
    const item = point(event.target);
    const isLost = isSwapping || event.target === document.body;
    const pressed = trail?.title && (isLost || (item && isBehind())) ? trail : item && press(item, "[data-grip]");
    if (!pressed) return;
    event.preventDefault();
    const by = event.key === "ArrowUp" ? -1 : 1;
    move(pressed, (from) => from + by);
  });

  function slot(event) {
    const item = point(event.target);
    if (!item || !dragged) return null;
    const box = item.getBoundingClientRect();
    return { item, side: event.clientY < box.top + box.height / 2 ? "before" : "after" };
  }

  function clear() {
    list()?.querySelectorAll("[data-slot]").forEach((item) => delete item.dataset.slot);
  }

  document.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.("[data-grip]")) return;
    dragged = point(event.target);
    dragged.dataset.drag = "lifted";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 20, 20);
  });
  document.addEventListener("dragover", (event) => {
    const at = slot(event);
    if (!at) return;
    event.preventDefault();
    clear();
    if (at.item !== dragged) at.item.dataset.slot = at.side;
  });
  document.addEventListener("drop", (event) => {
    const at = slot(event);
    if (!at) return;
    event.preventDefault();
    const [other, stamp] = [number(at.item), drawn()];
    const aim = (from) => {
      const beside = between(other, stamp);
      if (beside === null) return null;
      const to = beside + (at.side === "after" ? 1 : 0);
      return to > from ? to - 1 : to;
    };
    if (at.item !== dragged) move(press(dragged, "[data-grip]"), aim);
  });
  document.addEventListener("dragend", () => {
    if (dragged) delete dragged.dataset.drag;
    dragged = null;
    clear();
  });

  // Whoever moved a point stays with it.
  function shown() {
    const step = trail?.steps.findLast((each) => each.stamp <= drawn());
    return step ? document.getElementById(`point-${between(step.number, step.stamp, drawn())}`) : null;
  }

  function stay() {
    const item = shown();
    if (!item || item.contains(document.activeElement)) return;
    (item.querySelector(trail.selector) || item.querySelector("[data-grip]")).focus();
  }

  const isContent = (event) => event.detail.ctx.sourceElement?.id === "content";
  document.addEventListener("htmx:before:swap", (event) => { if (isContent(event)) isSwapping = true; });
  document.addEventListener("htmx:finally:swap", (event) => { if (isContent(event)) isSwapping = false; });
  document.addEventListener("htmx:after:swap", () => {
    still();
    stay();
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (!isContent(event)) return;
    owed = 0; // drawn, or it cannot be drawn now
    still();
  });
  document.addEventListener("focusin", (event) => {
    if (trail && !isSwapping && event.target.closest(".point") !== shown()) trail = null;
  });
})();
