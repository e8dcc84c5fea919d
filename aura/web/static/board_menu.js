// What is done to scenes, by the menu of a card and the board's buttons; keys ask for the same.
(() => {
  "use strict";
  const { act, at, cardOf, focus, fresh, group, idOf, ids, inspect, keep, leave, select, unchoose } = window.auraBoard;
  let menuOf = "";

  function toFresh() {
    const id = fresh();
    if (!id) return;
    select(id);
    focus(id);
  }

  function toFreshWords() {
    const id = fresh();
    if (!id) return;
    select(id);
    const words = cardOf(id).querySelector("textarea");
    words.focus();
    words.setSelectionRange(0, 0);
  }

  function remove(some) {
    const order = ids();
    const last = order.lastIndexOf(some.at(-1));
    const staying = order.filter((id) => !some.includes(id));
    const next = order.slice(last + 1).find((id) => staying.includes(id)) || staying.at(-1) || "";
    unchoose();
    some.forEach((id) => cardOf(id)?.setAttribute("data-going", ""));
    act("/delete", { scenes: some.join(" ") }, () => {
      if (next) {
        select(next);
        focus(next);
      } else {
        leave();
        document.querySelector("#board [data-act=add]")?.focus();
      }
    });
  }

  function split(id) {
    const words = cardOf(id).querySelector("textarea");
    const offset = [...words.value.slice(0, words.selectionStart)].length; // code points, as the server counts
    act(`/${id}/split`, { offset: String(offset) }, toFreshWords);
  }

  // One dialog asks for a number or a title.
  function ask(kind, id) {
    const dialog = document.getElementById("ask-scene");
    const number = ids().indexOf(id) + 1;
    const some = group(id);
    const title = cardOf(id).querySelector("h3")?.textContent ?? "";
    const [heading, verb] = kind === "title" ? [`Title of scene ${number}`, "Save"] : [some.length > 1 ? `Move ${some.length} scenes` : `Move scene ${number}`, "Move"];
    dialog.querySelector("h2").textContent = heading;
    dialog.querySelector(".btn-primary").textContent = verb;
    for (const field of dialog.querySelectorAll("[data-for]")) field.hidden = field.dataset.for !== kind;
    const input = document.getElementById(kind === "title" ? "ask-words" : "ask-number");
    document.getElementById("ask-number").disabled = kind === "title";
    if (kind !== "title") input.max = ids().length - some.length + 1;
    input.value = kind === "title" ? title : number;
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue !== "yes") return focus(id);
      if (kind === "title") act(`/${id}/title`, { title: input.value }, () => keep(id));
      else act("/move", { scenes: some.join(" "), number: input.value }, () => keep(id));
    };
    dialog.showModal();
    input.select();
  }

  async function play(id, on = false) {
    if (!id) return;
    select(id, { how: "push" });
    if (document.getElementById("viewer")?.dataset.scene !== id) await inspect();
    document.getElementById("inspector").dataset.open = ""; // on a narrow screen it is a sheet
    document.body.dispatchEvent(new CustomEvent("aura:play", { detail: { scene: id, on } }));
  }

  const acts = {
    play: () => play(ids()[0], true),
    add: () => act("", { after: "end" }, toFreshWords),
    before: (id) => act("", { after: ids()[ids().indexOf(id) - 1] || "start" }, toFreshWords),
    after: (id) => act("", { after: id }, toFreshWords),
    duplicate: (id) => act("/duplicate", { scenes: group(id).join(" ") }, toFresh),
    merge: (id) => act(`/${id}/merge`, {}, () => keep(id)),
    delete: (id) => remove(group(id)),
    picture: (id) => window.auraFiles.choose(id),
    files: () => window.auraFiles.choose(""),
    title: (id) => ask("title", id),
    move: (id) => ask("move", id),
    split,
  };

  document.addEventListener("click", (event) => {
    const start = event.target.closest(".start-scene");
    if (start) play(idOf(start.closest(".scene")));
    const more = event.target.closest(".more");
    if (more) menuOf = idOf(more.closest(".scene"));
    const button = event.target.closest("[data-act]");
    if (button) acts[button.dataset.act](button.closest("#scene-menu") ? menuOf : at());
  });

  window.auraActs = acts;
})();
