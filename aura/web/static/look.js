// Another look is put on without leaving the page: what is typed or on its way there stays.
(() => {
  "use strict";
  async function put(look) {
    let isKept = false;
    try {
      const answer = await fetch("/theme", { method: "POST", body: new URLSearchParams({ theme: look }), redirect: "manual" });
      isKept = answer.type === "opaqueredirect";
    } catch { /* Aura does not answer */ }
    if (!isKept) return window.auraPage.say();
    if (look) document.documentElement.dataset.theme = look;
    else delete document.documentElement.dataset.theme;
    for (const each of document.querySelectorAll("button[name=theme]")) each.setAttribute("aria-pressed", String(each.value === look));
  }

  document.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (!submitter?.matches("button[name=theme]")) return;
    event.preventDefault();
    window.auraLine(() => put(submitter.value));
  });
})();
