/* The board of a workshop: follows what others do, keeps what is chosen, and lets cards be dragged as an extra way.
   Without it the same forms work by reloading. */
"use strict";

const EVERY = 1000, SPREAD = 200;
const board = document.querySelector("[data-board]");
const wait = ms => new Promise(done => setTimeout(done, ms));
let beat = Number(board.dataset.beat);
let tag = "";

async function follow() {
  const answer = await fetch(board.dataset.poll, {
    cache: "no-store", credentials: "omit", headers: tag ? { "If-None-Match": tag } : {},
  });
  if (answer.status !== 200) { return; }
  const now = await answer.json();
  setClock(now);
  if (now.beat !== beat) { await renew(); beat = now.beat; }
  tag = answer.headers.get("ETag") ?? "";
}

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) { throw new Error(String(answer.status)); }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const title = page.querySelector(".board-head h1"), mine = document.querySelector(".board-head h1");
  // Another phase has other buttons and forms: then the whole page is new.
  if (!title || title.textContent !== mine.textContent) { location.reload(); return; }
  for (const old of document.querySelectorAll("[data-live]")) {
    const next = page.getElementById(old.id);
    if (next) { replace(old, next); }
  }
  const options = document.querySelector("[data-live-options]"), fresh = page.querySelector("[data-live-options]");
  if (options && fresh) {
    const chosen = options.value;
    options.replaceChildren(...fresh.childNodes);
    options.value = chosen;
    if (options.selectedIndex < 0) { options.selectedIndex = 0; }
  }
  tick();
}

/* Put new content in place of the old without losing what is ticked or where the focus is. */
function replace(old, next) {
  if (old.innerHTML === next.innerHTML) { return; }
  const ticked = new Set([...old.querySelectorAll("input:checked")].map(box => box.value));
  const focused = old.contains(document.activeElement) ? focusName(document.activeElement) : "";
  old.replaceChildren(...next.childNodes);
  for (const box of old.querySelectorAll("input[type=checkbox]")) { box.checked = ticked.has(box.value); }
  if (focused) { old.querySelector(focused)?.focus({ preventScroll: true }); }
}

function focusName(element) {
  if (element.matches("input[type=checkbox]")) { return `input[value="${CSS.escape(element.value)}"]`; }
  const form = element.closest("form");
  if (form) { return `form[action="${CSS.escape(form.getAttribute("action"))}"] button`; }
  return element.matches("a[href]") ? `a[href="${CSS.escape(element.getAttribute("href"))}"]` : "";
}

const clock = { endsAt: null, left: null };

function setClock(now) {
  clock.endsAt = now.clock_ends_at ? new Date(now.clock_ends_at) : null;
  clock.left = now.clock_left;
  tick();
}

function tick() {
  const field = document.querySelector("[data-clock]");
  if (!field) { return; }
  let seconds = clock.left;
  if (clock.endsAt) { seconds = Math.max(0, Math.round((clock.endsAt - Date.now()) / 1000)); }
  field.textContent = seconds === null ? "" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/* ---- dragging a card onto a theme */

document.addEventListener("dragstart", event => {
  const card = event.target.closest?.(".idea.pick");
  const box = card?.querySelector("input:not(:disabled)");
  if (box) { event.dataTransfer.setData("text/plain", box.value); event.dataTransfer.effectAllowed = "move"; }
});
document.addEventListener("pointerdown", event => {
  const card = event.target.closest?.(".board-new .idea.pick");
  if (card) { card.draggable = true; }
});
document.addEventListener("dragover", event => {
  if (event.target.closest?.("[data-cluster]")) { event.preventDefault(); }
});
document.addEventListener("drop", async event => {
  const target = event.target.closest?.("[data-cluster]"), card = event.dataTransfer.getData("text/plain");
  if (!target || !/^\d+$/.test(card)) { return; }
  event.preventDefault();
  const form = document.querySelector(".board-new"), data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "runde"]) { data.set(name, form.elements[name].value); }
  data.set("tun", "zuordnen");
  data.set("thema", target.dataset.cluster);
  const chosen = [...form.querySelectorAll("input[name=karte]:checked")].map(box => box.value);
  for (const key of chosen.includes(card) ? chosen : [card]) { data.append("karte", key); }
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    tell(answer.ok ? "" : (await answer.json()).error);
    await renew();
  } catch { tell("Keine Verbindung. Die Karte liegt noch, wo sie war."); }
});

function tell(words) {
  const place = document.querySelector("[data-board-error]");
  place.textContent = words;
  place.hidden = !words;
}

setInterval(tick, 500);
for (;;) {
  await wait(EVERY + (Math.random() * 2 - 1) * SPREAD);
  try { await follow(); } catch { /* Asked again in a second. */ }
}
