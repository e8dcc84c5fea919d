// A script comes in scene by scene while it is written.  Stopping leaves the project as it was.
(() => {
  "use strict";
  let stopping = null;

  const area = () => document.getElementById("outline-area");
  const project = location.pathname.split("/").slice(0, 3).join("/");

  function say(words) {
    const line = document.getElementById("drafting-said");
    if (line && line.textContent !== words) line.textContent = words;
  }

  function complain(words) {
    const line = document.createElement("p");
    line.className = "error";
    line.setAttribute("role", "alert");
    line.textContent = words;
    document.getElementById("said-draft").replaceChildren(...(words ? [line] : []));
  }

  function item(scene) {
    const [line, title, words] = ["li", "strong", "p"].map((name) => document.createElement(name));
    line.className = "card";
    title.textContent = scene.title || `Scene ${scene.number}`;
    words.className = "muted";
    words.textContent = scene.words;
    line.append(title, words);
    return line;
  }

  function waiting(number, about) {
    say(about && number <= about ? `Writing scene ${number} of about ${about}` : `Writing scene ${number}`);
  }

  async function take(line) {
    const list = document.getElementById("drafting-list");
    if (line.again) {
      list.replaceChildren();
      waiting(1);
    } else if (line.number) {
      list.append(item(line));
      list.lastElementChild.scrollIntoView({ block: "nearest" });
      waiting(line.number + 1, line.about);
    } else if (line.error) {
      complain(line.error);
    } else if (line.html) {
      await htmx.swap({ text: line.html, target: area(), sourceElement: area(), swap: "none" });
      document.body.dispatchEvent(new CustomEvent("aura:content"));
      return true;
    }
    return false;
  }

  // Lines of JSON, each as soon as it is whole.
  async function read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let is_done = false;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return is_done;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) is_done = (await take(JSON.parse(line))) || is_done;
    }
  }

  async function write() {
    await window.auraSaving?.flush();
    if (stopping || !area()) return;
    stopping = new AbortController();
    complain("");
    document.getElementById("drafting-list").replaceChildren();
    area().dataset.writing = "";
    area().dataset.hold = "";
    waiting(1, Number(area().dataset.about));
    document.getElementById("drafting-stop").focus();
    let written = false;
    try {
      const answer = await fetch(`${project}/draft/live`, { method: "POST", headers: { "HX-Request": "true" }, signal: stopping.signal });
      if (answer.ok) written = await read(answer.body);
      else complain("The script could not be written. Try again in a moment.");
    } catch {
      complain(stopping.signal.aborted ? "Stopped. Your script is as it was." : "Aura does not answer. Your script is as it was; try again when it is back.");
    }
    stopping = null;
    if (!area()) return;
    delete area().dataset.hold;
    if (written) return; // the page's content comes anew
    delete area().dataset.writing;
    document.getElementById("f-draft")?.focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-draft]")) write();
    if (event.target.closest?.("#drafting-stop")) stopping?.abort();
  });
})();
