// Whoever goes elsewhere waits for what is unsaved; it takes no longer than an answer.
(() => {
  "use strict";
  const known = (way) => String(window.auraSaving.known(way));

  // What was pressed may have been drawn anew: the same is what has its name, or leads to the same.
  function anew(way) {
    const named = way.id && document.getElementById(way.id);
    if (way.id) return named && known(named) === known(way) ? named : null;
    const leads = way.matches("[hx-post], [href]") ? way : way.closest("form");
    const name = leads && ["hx-post", "action", "href"].find((each) => leads.hasAttribute(each));
    const there = name && document.querySelector(`${leads.localName}[${name}="${CSS.escape(leads.getAttribute(name))}"]`);
    return leads === way ? there : there?.querySelector("button:not([type=button])");
  }

  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[href], button:not([type=button]), button[hx-post]");
    if (!way || way.dataset.flushed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!window.auraSaving.isOwed()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.auraSaving.flush().finally(() => {
      const there = way.isConnected ? way : anew(way);
      if (!there) return way.href && location.assign(way.href);
      there.dataset.flushed = "yes";
      there.click();
      delete there.dataset.flushed;
    });
  }, true);
})();
