// The storyboard without a mouse: arrows walk among the cards, Shift chooses, Alt moves, Enter edits, Esc leaves.
(() => {
  "use strict";
  const { at, cardOf, choose, chooseAll, edit, focus, hasChosen, idOf, ids, moveBy, select, unchoose } = window.auraBoard;
  const acts = window.auraActs;
  const { letterOf } = window.auraPage;

  function neighbour(key) {
    const order = ids();
    const place = order.indexOf(at());
    if (key === "Home") return order[0];
    if (key === "End") return order.at(-1);
    if (key === "ArrowLeft") return order[place - 1];
    if (key === "ArrowRight") return order[place + 1];
    const columns = getComputedStyle(document.getElementById("scenes")).gridTemplateColumns.split(" ").length;
    return order[place + (key === "ArrowUp" ? -columns : columns)];
  }

  function onCard(event) {
    const { key } = event;
    const arrow = /^(Arrow|Home$|End$)/.test(key);
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey && key.startsWith("Arrow")) moveBy(/Up|Left/.test(key) ? -1 : 1);
    else if (arrow && !command && !event.altKey) {
      const id = neighbour(key);
      if (!id) return event.preventDefault();
      if (event.shiftKey) choose(id, { range: true });
      else {
        unchoose();
        select(id);
      }
      focus(id);
    } else if (command && letterOf(event) === "d") acts.duplicate(at());
    else if (command && letterOf(event) === "a") chooseAll();
    else if ((key === "Delete" || key === "Backspace") && !command) acts.delete(at());
    else if (key === "Enter" && !command) edit(cardOf(at()));
    else if (key === "Escape" && hasChosen()) unchoose();
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".scene");
    if (!card || event.defaultPrevented) return;
    if (event.target.matches(".scene-pick")) return onCard(event);
    const command = event.ctrlKey || event.metaKey;
    if (event.target.matches("textarea")) {
      if (event.key === "Escape" && !event.isComposing) focus(idOf(card));
      else if (event.key === "Enter" && command) acts.split(idOf(card));
      else return;
      event.preventDefault();
    } else if (event.target.matches(".grip") && event.altKey && event.key.startsWith("Arrow")) onCard(event);
  });
})();
