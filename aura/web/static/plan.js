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

  // Lines of JSON, each as soon as it is whole.  Nothing is read behind the last one, which may be shown late.
  async function read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return false;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) if (await take(JSON.parse(line))) return true;
    }
  }

  const script = (page) => page.querySelector("#outline-area .script")?.textContent ?? "";

  // Whoever was not told how it ended looks: it may have been written before it was stopped, or broke off.
  async function ended(isStopped) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (script(page) === script(document)) {
        complain(isStopped ? "Stopped. Your script is as it was." : "Aura broke off. Your script is as it was; try again.");
      } else {
        window.auraPage.say("That was too late: your script is another by now. Undo takes it back.");
        document.body.dispatchEvent(new CustomEvent("aura:content"));
      }
    } catch {
      complain("Aura does not answer. Look at your script when it is back, and try again.");
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
      await ended(stopping.signal.aborted);
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
