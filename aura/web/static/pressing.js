// What one presses stays under one's finger.
//
// An answer is put in its place once the button that is pressed, or what is dragged, is let go: a press that
// began on one element and ended on another would be on none.  Presses that follow one another wait in a line, and
// none is lost.  Only a button that stands for something by its number (data-once) is heard once: pressed again
// before the page is drawn anew, it would mean the next one.  And a form that leads to another page is sent once:
// sent again on the way there, it would make a second project.
(() => {
  "use strict";
  const TAP_MS = 100; // a finger's click comes a moment after the finger has left
  const PRESSED = 'a, button, label, summary, [draggable="true"], input:is([type=radio], [type=checkbox], [type=range])';
  let presses = 0;
  let isDragging = false;
  let free = null;
  let freed = null;

  function press(target) {
    if (!target.closest?.(PRESSED)) return;
    presses += 1;
    freed = free ? freed : new Promise((go) => { free = go; });
  }

  // After the click that ends it; unless the next press has begun by then.
  function release(ms = 0) {
    const ended = presses;
    if (free) setTimeout(() => {
      if (!free || ended !== presses || isDragging) return;
      free();
      free = null;
    }, ms);
  }

  document.addEventListener("pointerdown", (event) => event.isPrimary && !event.button && press(event.target), true);
  document.addEventListener("pointerup", (event) => event.isPrimary && release(event.pointerType === "touch" ? TAP_MS : 0), true);
  document.addEventListener("pointermove", (event) => event.isPrimary && !event.buttons && release(), true);
  document.addEventListener("pointercancel", () => release(), true);
  document.addEventListener("dragstart", (event) => {
    isDragging = !event.defaultPrevented;
    if (isDragging) press(event.target);
  });
  document.addEventListener("dragend", () => {
    isDragging = false;
    release();
  }, true);
  document.addEventListener("keydown", (event) => event.key === " " && !event.repeat && press(event.target), true);
  document.addEventListener("keyup", () => release(), true);
  addEventListener("blur", () => release());

  const swap = htmx.swap.bind(htmx);
  htmx.swap = async (ctx) => {
    while (free) await freed;
    if (!ctx.request?.signal?.aborted) await swap(ctx); // what took its place meanwhile is put there
  };

  // Changes that are asked for in a hurry are made one after another, in their order.
  let line = Promise.resolve();
  window.auraLine = (act) => (line = line.then(act).catch(reportError));

  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) event.preventDefault();
    else sent.add(form);
  });
  const stay = () => { sent = new WeakSet(); }; // whoever stopped on the way, or came back, may send it again
  document.addEventListener("keydown", (event) => event.key === "Escape" && stay());
  document.addEventListener("input", stay);
  addEventListener("pageshow", stay);

  const heard = new WeakMap();
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.sourceElement.matches("[data-once]")) return;
    if (heard.has(ctx.sourceElement)) event.preventDefault();
    else heard.set(ctx.sourceElement, ctx);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (heard.get(ctx.sourceElement) === ctx && !(ctx.response?.status < 400)) heard.delete(ctx.sourceElement);
  });
})();
