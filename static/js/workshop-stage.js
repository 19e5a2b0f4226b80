/* The projector: follows the board, shows the clock, and puts keys on the buttons at the foot. */
"use strict";

const EVERY = 1000, SPREAD = 200;
const stage = document.querySelector("[data-stage]");
const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
const wait = ms => new Promise(done => setTimeout(done, ms));
let beat = Number(stage.dataset.beat);
let tag = "";

async function follow() {
  const answer = await fetch(stage.dataset.poll, {
    cache: "no-store", credentials: "omit", headers: tag ? { "If-None-Match": tag } : {},
  });
  if (answer.status !== 200) { return; }
  const now = await answer.json();
  clock.endsAt = now.clock_ends_at ? new Date(now.clock_ends_at) : null;
  clock.left = now.clock_left;
  tick();
  if (now.beat !== beat) { await renew(); beat = now.beat; }
  tag = answer.headers.get("ETag") ?? "";
}

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) { throw new Error(String(answer.status)); }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!part("body", page)) { location.reload(); return; }
  for (const name of ["top", "body", "foot"]) {
    const old = part(name), next = part(name, page);
    // The same words stay in place, so that bars do not grow twice.
    if (old.innerHTML !== next.innerHTML) { old.replaceWith(next); }
  }
  const keys = document.querySelector(".stage-keys"), fresh = page.querySelector(".stage-keys");
  if (!keys.contains(document.activeElement)) { keys.replaceWith(fresh); showFullscreen(); }
  tick();
}

const clock = { endsAt: null, left: null };

function tick() {
  const field = document.querySelector("[data-clock]");
  let seconds = clock.left;
  if (clock.endsAt) { seconds = Math.max(0, Math.round((clock.endsAt - Date.now()) / 1000)); }
  field.textContent = seconds === null ? "" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const place = document.querySelector(`.stage-keys [data-key="${CSS.escape(name)}"]`);
  if (!place) { return; }
  event.preventDefault();
  (place.matches("form") ? place.querySelector("button") : place).click();
});

function showFullscreen() {
  for (const button of document.querySelectorAll("[data-fullscreen]")) {
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", () => {
      if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
    });
  }
}

showFullscreen();
setInterval(tick, 500);
for (;;) {
  await wait(EVERY + (Math.random() * 2 - 1) * SPREAD);
  try { await follow(); } catch { /* Asked again in a second. */ }
}
