// What draws itself anew when it is told to (hx-trigger="… from:body") and is replaced by that hears nothing while
// it is: what was told meanwhile is told again, to what took its place.
(() => {
  "use strict";
  const swaps = new WeakMap();
  const told = (element) => [...(element?.getAttribute?.("hx-trigger") ?? "").matchAll(/([\w:]+) from:body/g)].map(([, name]) => name);

  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    const element = ctx.sourceElement;
    const names = told(element);
    const missed = new Set();
    const hear = (event) => missed.add(event.type);
    names.forEach((name) => document.body.addEventListener(name, hear));
    swaps.set(ctx, () => {
      names.forEach((name) => document.body.removeEventListener(name, hear));
      if (!element?.isConnected) missed.forEach((name) => document.body.dispatchEvent(new CustomEvent(name)));
    });
  });
  document.addEventListener("htmx:finally:swap", ({ detail: { ctx } }) => {
    swaps.get(ctx)?.();
    swaps.delete(ctx);
  });
})();
