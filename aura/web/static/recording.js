// Scenes are heard one at a time; one's own recording comes from the microphone or from a file.
//
// What was recorded is sent at once, and heard from the server: the page may play nothing else.  What Aura did
// not take is kept as long as the page is open, and sent again when somebody says so.
(() => {
  "use strict";
  const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
  const ENDINGS = { webm: "webm", mp4: "m4a", ogg: "ogg" };
  const READY = "Read the words aloud. They are kept when you stop.";
  const UNSENT = "Your recording of these words was not sent yet. Send it again, or record anew.";
  const ELSEWHERE = "This browser lends its microphone only to pages at localhost or over https. Choose an audio file instead.";
  const REFUSED = {
    NotAllowedError: "The browser refused the microphone. Allow it beside the address, then start again; or choose an audio file.",
    NotFoundError: "No microphone was found. Connect one, then start again; or choose an audio file.",
    NotReadableError: "The microphone is in use by another program. Close that, then start again.",
  };
  let scene = null; // the line that is being recorded
  let recorder = null;
  let asked = null; // who waits for the microphone, which comes once the browser was allowed to give it
  let waited = null; // the recording that the dialog is sending: {line, sound, name}
  let owed = false; // the page is to be drawn anew when the dialog has closed
  let clock = 0;
  let heard = null;
  const unsent = new Map(); // recordings that Aura did not take, by the path of their scene

  const dialog = () => document.getElementById("recorder");
  const within = (selector) => dialog().querySelector(selector);
  const announce = (words) => (document.getElementById("recording-said").textContent = words);

  // hearing

  function quiet() {
    if (heard?.isConnected) {
      heard.setAttribute("aria-pressed", "false");
      heard.removeAttribute("aria-busy");
    }
    heard = null;
  }

  function hear(button) {
    const player = document.getElementById("hearing");
    const again = heard !== button;
    player.pause();
    quiet();
    if (!again) return;
    heard = button;
    button.setAttribute("aria-pressed", "true");
    button.setAttribute("aria-busy", "true");
    player.src = button.dataset.hear;
    player.onplaying = () => button.removeAttribute("aria-busy");
    player.onended = quiet;
    player.onerror = () => {
      quiet();
      announce("This scene could not be played.");
    };
    player.play().catch(() => {});
  }

  // sending

  async function send(taken) {
    const { line, sound, name } = taken;
    unsent.delete(line.dataset.scene);
    line.dataset.sending = "";
    announce("Keeping the recording …");
    let answer = null;
    let text = "";
    try {
      const headers = { "HX-Request": "true", "Content-Type": "application/octet-stream" };
      const address = `${line.dataset.scene}/recording?name=${encodeURIComponent(name)}`;
      answer = await fetch(address, { method: "POST", body: sound, headers });
      text = await answer.text();
    } catch {
      answer = null; // Aura does not answer, or not to the end
    }
    delete line.dataset.sending;
    const why = new DOMParser().parseFromString(text, "text/html").querySelector(".toast p")?.textContent;
    if (!answer || answer.status >= 500) return keep(taken, why || "Aura does not answer.");
    await htmx.swap({ text, target: document.body, sourceElement: document.body, swap: "none" });
    if (!answer.ok) return refuse(taken, why || "The file could not be kept.");
    if (taken === waited) {
      close();
      document.getElementById(`record-${line.dataset.scene.split("/").pop()}`)?.focus();
    }
    document.body.dispatchEvent(new CustomEvent("aura:content"));
  }

  // Only the dialog that waits for a recording says what became of it: another scene may be recorded meanwhile.
  function refuse(taken, words) {
    if (taken !== waited) return announce(words);
    say("refused", words);
    within('[data-recorder="start"]').focus();
  }

  function keep(taken, why) {
    const { scene: path, number } = taken.line.dataset;
    unsent.set(path, taken);
    if (taken === waited) {
      say("refused", `${why} Your recording is still here: send it again.`);
      return within('[data-recorder="again"]').focus();
    }
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "btn btn-sm", textContent: "Send again" });
    Object.assign(again.dataset, { recorder: "again", of: path });
    window.auraPage.say(`${why} The recording of scene ${number} was not kept.`, again);
  }

  function sendAgain(button) {
    const taken = unsent.get(button.dataset.of || scene.dataset.scene);
    button.closest("[data-toast]")?.remove();
    if (!taken) return;
    if (!button.dataset.of) {
      waited = taken;
      say("sending", "Keeping the recording …");
    }
    send(taken);
  }

  // recording

  function say(state, words) {
    within(".recorder-state").dataset.state = state;
    within("[data-said]").textContent = words;
    within('[data-recorder="start"]').hidden = state === "recording" || state === "sending";
    within('[data-recorder="stop"]').hidden = state !== "recording";
    const mayRepeat = state === "refused" && unsent.has(scene.dataset.scene);
    within('[data-recorder="again"]').hidden = !mayRepeat;
    within('[data-recorder="start"]').classList.toggle("btn-primary", !mayRepeat);
  }

  function open(line) {
    document.getElementById("hearing").pause();
    quiet();
    scene = line;
    waited = null;
    within("[data-number]").textContent = line.dataset.number;
    within("[data-words]").textContent = line.querySelector("[data-words]").textContent;
    within("[data-clock]").textContent = "0:00";
    if (unsent.has(line.dataset.scene)) say("refused", UNSENT);
    else say("ready", READY);
    dialog().showModal();
    within('[data-recorder="start"]').focus();
  }

  function close() {
    drop();
    if (dialog()?.open) dialog().close();
  }

  // The microphone is let go of, and what it gave is forgotten.
  function drop() {
    clearInterval(clock);
    asked = null;
    if (!recorder) return;
    recorder.onstop = null;
    if (recorder.state !== "inactive") recorder.stop();
    recorder.stream.getTracks().forEach((track) => track.stop());
    recorder = null;
  }

  async function start() {
    if (!navigator.mediaDevices || !window.MediaRecorder) return say("refused", ELSEWHERE);
    if (asked || recorder) return;
    const mine = (asked = {});
    let stream = null;
    let refused = "";
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      refused = REFUSED[error.name] || "The microphone gave nothing. Start again, or choose an audio file.";
    }
    if (asked !== mine) return stream?.getTracks().forEach((track) => track.stop());
    asked = null;
    if (refused) return say("refused", refused);
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const pieces = [];
    recorder = new MediaRecorder(stream, { mimeType });
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = () => finish(pieces);
    recorder.start(1000);
    within("[data-clock]").textContent = "0:00";
    say("recording", "Recording. Take your time.");
    within('[data-recorder="stop"]').focus();
    const begun = performance.now();
    clock = setInterval(() => {
      const seconds = Math.floor((performance.now() - begun) / 1000);
      within("[data-clock]").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }, 250);
  }

  function finish(pieces) {
    const type = recorder.mimeType;
    drop();
    say("sending", "Keeping the recording …");
    const ending = ENDINGS[Object.keys(ENDINGS).find((kind) => type.includes(kind))] || "webm";
    waited = { line: scene, sound: new Blob(pieces, { type }), name: `recording ${scene.dataset.number}.${ending}` };
    send(waited);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-hear], [data-record], [data-recorder]");
    if (!button) return;
    if (button.dataset.hear) hear(button);
    else if ("record" in button.dataset) open(button.closest("[data-scene]"));
    else if (button.dataset.recorder === "start") start();
    else if (button.dataset.recorder === "stop") recorder?.stop();
    else if (button.dataset.recorder === "again") sendAgain(button);
    else close();
  });
  document.addEventListener("close", (event) => {
    if (event.target.id !== "recorder") return;
    drop();
    if (!event.target.open) waited = null;
    if (owed) document.body.dispatchEvent(new CustomEvent("aura:content"));
    owed = false;
  }, true);
  // The page is not drawn anew under somebody who speaks.
  document.addEventListener("htmx:before:swap", (event) => {
    if (event.detail.ctx.sourceElement?.id !== "content" || !dialog()?.open) return;
    event.preventDefault();
    owed = true;
  });
  document.addEventListener("change", (event) => {
    const input = event.target.closest?.("[data-recording]");
    if (!input?.files[0]) return;
    take(input.closest("[data-scene]"), input.files[0]);
    input.value = "";
  });

  const take = (line, file) => send({ line, sound: file, name: file.name });

  // A file dropped on a scene is for that scene.
  const lineOf = (event) => event.dataTransfer?.types.includes("Files") && event.target.closest?.("[data-scene]");
  document.addEventListener("dragover", (event) => {
    document.querySelectorAll("[data-scene][data-over]").forEach((line) => delete line.dataset.over);
    const line = lineOf(event);
    if (!line) return;
    event.preventDefault();
    line.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => {
    const line = lineOf(event);
    if (line && !line.contains(event.relatedTarget)) delete line.dataset.over;
  });
  document.addEventListener("drop", (event) => {
    const line = lineOf(event);
    if (!line) return;
    event.preventDefault();
    delete line.dataset.over;
    const [file] = event.dataTransfer.files;
    if (file) take(line, file);
  });
  addEventListener("pagehide", drop);
  addEventListener("beforeunload", (event) => unsent.size && event.preventDefault());
})();
