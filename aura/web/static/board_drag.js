// Cards put in another order by dragging their grip or picture, or by keyboard from the grip.
(() => {
  "use strict";
  const FROM_PX = 6;
  const EDGE_PX = 64;
  const { move, group, focus, select, say, ids, cardOf, idOf } = window.auraBoard;
  const main = document.getElementById("board-main");
  let drag = null;
  let lifted = null;

  const list = () => document.getElementById("scenes");
  const numberOf = (id) => ids().indexOf(id) + 1;

  function follow(some) {
    let last = cardOf(some[0]);
    for (const id of some.slice(1)) {
      last.after(cardOf(id));
      last = cardOf(id);
    }
  }

  function afterOf(some) {
    const before = cardOf(some[0]).previousElementSibling;
    return before ? idOf(before) : "start";
  }

  function begin(id, order) {
    const some = group(id);
    for (const each of some) cardOf(each).dataset.drag = each === id ? "slot" : "with";
    return { id, some, order };
  }

  function end(state) {
    for (const each of state.some) delete cardOf(each)?.dataset.drag;
  }

  function putBack(state) {
    end(state);
    const last = document.getElementById("scene-last");
    for (const id of state.order) list().insertBefore(cardOf(id), last);
  }

  function drop(state) {
    follow(state.some.includes(state.id) ? [state.id, ...state.some.filter((each) => each !== state.id)] : state.some);
    const after = afterOf([state.id]);
    end(state);
    const same = ids().join() === state.order.join();
    select(state.id);
    if (same) focus(state.id);
    else move(state.some, after);
  }

  /* by pointer */
  function ghost(card, x, y, many) {
    const box = card.getBoundingClientRect();
    const copy = card.cloneNode(true);
    copy.dataset.ghost = "";
    copy.dataset.drag = "lifted";
    copy.setAttribute("aria-hidden", "true");
    copy.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
    copy.removeAttribute("id");
    copy.querySelector("[data-save]").removeAttribute("data-save");
    copy.querySelector("textarea").value = card.querySelector("textarea").value;
    if (many > 1) copy.querySelector(".tag-tl").textContent = `${many} scenes`;
    copy.style.inlineSize = `${box.width}px`;
    copy.style.blockSize = `${box.height}px`;
    document.getElementById("scenes-page").append(copy);
    return { copy, dx: x - box.left, dy: y - box.top };
  }

  function place(x, y) {
    const { copy, dx, dy } = drag.ghost;
    copy.style.translate = `${x - dx}px ${y - dy}px`;
    const under = document.elementFromPoint(x, y)?.closest(".scene:not([data-ghost])");
    const slot = cardOf(drag.id);
    if (!under || under === slot || drag.some.includes(idOf(under))) return;
    const isBehind = slot.compareDocumentPosition(under) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBehind) under.after(slot);
    else under.before(slot);
  }

  function roll() {
    if (!drag?.ghost) return;
    const isWhole = getComputedStyle(main).overflowY === "visible"; // a low window moves as a whole
    const { top, bottom } = isWhole ? { top: 0, bottom: innerHeight } : main.getBoundingClientRect();
    const up = top + EDGE_PX - drag.y;
    const down = drag.y - (bottom - EDGE_PX);
    const by = up > 0 ? -up : Math.max(0, down);
    if (by) {
      (isWhole ? document.scrollingElement : main).scrollTop += by / 4;
      place(drag.x, drag.y);
    }
    requestAnimationFrame(roll);
  }

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".scene .grip, .scene-pick");
    if (!handle || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.pointerType === "touch" && !handle.matches(".grip")) return; // a finger on a picture scrolls
    drag = { handle, x0: event.clientX, y0: event.clientY, pointer: event.pointerId };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    [drag.x, drag.y] = [event.clientX, event.clientY];
    if (!drag.ghost) {
      if (Math.hypot(drag.x - drag.x0, drag.y - drag.y0) < FROM_PX) return;
      const card = drag.handle.closest(".scene");
      const order = ids();
      Object.assign(drag, begin(idOf(card), order));
      drag.ghost = ghost(card, drag.x0, drag.y0, drag.some.length);
      drag.handle.setPointerCapture(drag.pointer);
      roll();
    }
    event.preventDefault();
    place(drag.x, drag.y);
  });
  function finish(isDropped) {
    if (!drag) return;
    const state = drag;
    drag = null;
    if (!state.ghost) return;
    state.ghost.copy.remove();
    document.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", stop, true));
    if (isDropped) drop(state);
    else putBack(state);
  }
  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  document.addEventListener("pointerup", () => finish(true));
  document.addEventListener("pointercancel", () => finish(false));
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".scene")) event.preventDefault();
  });

  /* by keyboard */
  function lift(id) {
    lifted = begin(id, ids());
    cardOf(id).querySelector(".grip").setAttribute("aria-pressed", "true");
    say(`Scene ${numberOf(id)} is lifted. Arrows move it, Space puts it down, Escape puts it back.`);
  }

  function shift(key) {
    const order = ids().filter((id) => id === lifted.id || !lifted.some.includes(id));
    const from = order.indexOf(lifted.id);
    const columns = getComputedStyle(list()).gridTemplateColumns.split(" ").length;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -from, End: order.length }[key];
    const to = Math.max(0, Math.min(order.length - 1, from + by));
    const other = cardOf(order[to]);
    if (to > from) other.after(cardOf(lifted.id));
    else if (to < from) other.before(cardOf(lifted.id));
    const grip = cardOf(lifted.id).querySelector(".grip");
    grip.focus({ preventScroll: true });
    cardOf(lifted.id).scrollIntoView({ block: "nearest" });
    say(`Scene ${lifted.order.indexOf(lifted.id) + 1}, position ${to + 1} of ${order.length}.`);
  }

  function settle(isDropped) {
    const state = lifted;
    lifted = null;
    const grip = cardOf(state.id).querySelector(".grip");
    grip.removeAttribute("aria-pressed");
    if (isDropped) {
      say(`Put down at position ${numberOf(state.id)}.`);
      drop(state);
    } else {
      putBack(state);
      grip.focus();
      say("Put back where it was.");
    }
  }

  document.addEventListener("keydown", (event) => {
    if (drag?.ghost && event.key === "Escape") {
      event.preventDefault();
      return finish(false);
    }
    const grip = event.target.closest?.(".scene .grip");
    if (!grip || event.altKey || event.ctrlKey || event.metaKey) return;
    const id = idOf(grip.closest(".scene"));
    if (event.key === " " || event.key === "Enter") lifted ? settle(true) : lift(id);
    else if (lifted && event.key === "Escape") settle(false);
    else if (lifted && /^(Arrow|Home$|End$)/.test(event.key)) shift(event.key);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("focusout", (event) => {
    if (lifted && event.target.matches(".grip") && event.relatedTarget && !event.relatedTarget.closest(`#scene-${CSS.escape(lifted.id)}`)) settle(false);
  });
})();
