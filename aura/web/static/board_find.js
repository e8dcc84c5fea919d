// Find and replace: places are listed, marked on their cards, gone through, and replaced one by one or all at once.
(() => {
  "use strict";
  const WAIT_MS = 200;
  const bar = document.getElementById("find");
  const text = document.getElementById("find-text");
  const by = document.getElementById("find-by");
  const path = document.getElementById("scenes-page").dataset.path;
  const { act, select, focus, cardOf, at } = window.auraBoard;
  const toggles = { match_case: document.getElementById("find-case"), whole_words: document.getElementById("find-words") };
  let here = 0;
  let isShown = false; // the place one is at was gone to
  let timer = 0;
  let asked = 0;

  const hits = () => [...document.querySelectorAll(".hit")];

  function how() {
    const pressed = Object.entries(toggles).map(([name, button]) => [name, button.getAttribute("aria-pressed")]);
    return { text: text.value, ...Object.fromEntries(pressed) };
  }

  async function look() {
    const mine = ++asked;
    await window.auraSaving?.flush();
    let html = "";
    let why = null;
    try {
      const answer = await fetch(`${path}/scenes/find?${new URLSearchParams(how())}`, { headers: { "HX-Request": "true" } });
      html = await answer.text();
      if (!answer.ok) why = html;
    } catch {
      why = "";
    }
    if (mine !== asked) return;
    if (why === null) document.getElementById("find-hits").innerHTML = html;
    else missed(why);
    here = Math.min(here, Math.max(0, hits().length - 1));
    mark();
  }

  // Places of what was looked for before are none of what is looked for now.
  function missed(why) {
    document.getElementById("hits")?.remove();
    document.getElementById("find-told").textContent = "";
    if (why) htmx.swap({ text: why, target: bar, sourceElement: bar, swap: "none" }); // the server's own words
    else window.auraPage.say();
  }

  // Each card says how many of the places are on it.
  function mark() {
    for (const card of document.querySelectorAll(".scene[data-hits]")) delete card.dataset.hits;
    if (bar.hidden) return;
    for (const hit of hits()) cardOf(hit.dataset.scene)?.setAttribute("data-hits", hit.dataset.many);
    hits().forEach((hit, place) => (place === here ? hit.setAttribute("aria-current", "true") : hit.removeAttribute("aria-current")));
  }

  // Code points are what the server counts, code units what the browser does.
  const units = (words, points) => [...words].slice(0, points).join("").length;

  function show(place, isEntered = false) {
    const all = hits();
    if (!all.length) return;
    isShown = true;
    here = (place + all.length) % all.length;
    mark();
    const hit = all[here];
    hit.scrollIntoView({ block: "nearest" });
    select(hit.dataset.scene);
    const card = cardOf(hit.dataset.scene);
    card?.scrollIntoView({ block: "nearest" });
    const words = card?.querySelector("textarea");
    if (!words || hit.dataset.field !== "script_text") return;
    words.setSelectionRange(units(words.value, Number(hit.dataset.start)), units(words.value, Number(hit.dataset.end)));
    if (isEntered) words.focus();
  }

  function open() {
    bar.hidden = false;
    text.focus();
    text.select();
    if (text.value) look();
  }

  function close() {
    bar.hidden = true;
    mark();
    focus(at());
  }

  function replace(all) {
    const hit = hits()[here];
    if (!hit) return look();
    const values = { ...how(), by: by.value };
    if (all) return act("/replace", values, () => {});
    const { scene, field, start, end } = hit.dataset;
    return act(`/${scene}/replace`, { ...values, field, start, end }, () => {});
  }

  text.addEventListener("input", () => {
    here = 0;
    isShown = false;
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // it is the input method's
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === text) show(here + (event.shiftKey ? -1 : Number(isShown)));
    else if (event.key === "Enter" && event.target === by) replace(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-find]")) return bar.hidden ? open() : close();
    if (event.target.closest("[data-find-close]")) return close();
    const toggle = Object.values(toggles).find((button) => button.contains(event.target));
    if (toggle) {
      toggle.setAttribute("aria-pressed", String(toggle.getAttribute("aria-pressed") !== "true"));
      return look();
    }
    const step = event.target.closest("[data-hit]");
    if (step) return show(here + Number(step.dataset.hit));
    const hit = event.target.closest(".hit");
    if (hit) return show(hits().indexOf(hit), true);
    const button = event.target.closest("[data-replace]");
    if (button) replace(button.dataset.replace === "all");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !window.auraKeys?.mayBeKey(event)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.sourceElement?.id === "board" && !bar.hidden && text.value) look();
  });
})();
