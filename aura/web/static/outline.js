// An outline's points are moved: by their grip, by Alt and an arrow key, by the buttons beside them.
(() => {
  "use strict";
  let dragged = null;
  let focusOn = null;

  const list = () => document.getElementById("outline");
  const point = (target) => target.closest?.(".point");
  const number = (item) => Number(item.dataset.number);

  async function move(item, to, focus) {
    const last = list().children.length - 1;
    if (to < 0 || to > last || to === number(item)) return;
    await window.auraSaving?.flush();
    focusOn = { number: to, selector: focus };
    await htmx.ajax("POST", `${list().dataset.outline}/${number(item)}/move`, { source: item, swap: "none", values: { to } });
    const said = document.getElementById("moved");
    if (said) said.textContent = `Point ${number(item) + 1} is now number ${to + 1} of ${last + 1}.`;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const item = point(button);
    const up = button.dataset.move === "up";
    move(item, number(item) + (up ? -1 : 1), `[data-move="${button.dataset.move}"]`);
  });

  document.addEventListener("keydown", (event) => {
    const item = event.altKey && point(event.target);
    if (!item || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(item, number(item) + (event.key === "ArrowUp" ? -1 : 1), "[data-grip]");
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
    const from = number(dragged);
    let to = number(at.item) + (at.side === "after" ? 1 : 0);
    if (to > from) to -= 1;
    move(dragged, to, "[data-grip]");
  });
  document.addEventListener("dragend", () => {
    if (dragged) delete dragged.dataset.drag;
    dragged = null;
    clear();
  });

  // Whoever moved a point stays with it.
  document.addEventListener("htmx:after:swap", () => {
    const item = focusOn && document.getElementById(`point-${focusOn.number}`);
    if (!item) return;
    (item.querySelector(`${focusOn.selector}:not(:disabled)`) || item.querySelector("[data-grip]")).focus();
  });
  document.addEventListener("focusin", (event) => {
    if (focusOn && !event.target.closest(`#point-${focusOn.number}`)) focusOn = null;
  });
})();
