/* The phone in a workshop: follows the phases, gives dots, keeps ideas until they have arrived.
   Without it the same forms work by reloading. It never moves the focus and tells through one live region. */
"use strict";

const EVERY = 1000, SPREAD = 200, SAME_TAP = 400, GATHER = 150;
const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
const main = part("main");
const wait = ms => new Promise(done => setTimeout(done, ms));
const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;

function say(text) {
  const status = part("status");
  if (status.textContent !== text) { status.textContent = text; }
}

async function send(url, pairs) {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const answer = await fetch(url, {
    method: "POST", body: new URLSearchParams(pairs), headers: { Accept: "application/json", "X-CSRFToken": token },
  });
  if (answer.status >= 500 || answer.status === 429) { throw new Error(String(answer.status)); }
  return { ok: answer.ok, said: await answer.json() };
}

/* ---- following the phases */

let beat = Number(main.dataset.beat);
let tag = "";
let lost = false;

async function follow() {
  const answer = await fetch(main.dataset.poll, {
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
  if (answer.status >= 500) { throw new Error(String(answer.status)); }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = part("main", page);
  if (!next) { location.reload(); return; }
  part("head").replaceChildren(...part("head", page).childNodes);
  tick();
  if (next.dataset.key === main.dataset.key) { return; }
  main.replaceChildren(...next.childNodes);
  main.dataset.key = next.dataset.key;
  if (!next.dataset.poll) { delete main.dataset.poll; }
  document.title = page.title;
  part("dots").replaceChildren(...part("dots", page).childNodes);
  say(part("status", page).textContent);
  window.scrollTo(0, 0);
  begin();
}

async function poll() {
  let asked = performance.now();
  while (main.dataset.poll) {
    /* Once a second, however long an answer takes. */
    await wait(Math.max(0, asked + EVERY + (Math.random() * 2 - 1) * SPREAD - performance.now()));
    asked = performance.now();
    try {
      await follow();
      if (lost) { lost = false; restate(); }
    } catch {
      if (!lost) { lost = true; say("Keine Verbindung. Es wird weiter versucht."); }
    }
  }
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
  const text = seconds === null ? "" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} Minuten`;
  field.textContent = !text ? "" : !clock.endsAt ? `Uhr steht: ${text}` : seconds ? `noch ${text}` : "Zeit um";
}

/* ---- dots: what is wanted is sent as a whole number for each theme, so sending twice counts once */

let ballot = null;

class Ballot {
  constructor(form) {
    this.form = form;
    this.each = Number(form.dataset.each);
    this.most = Number(form.dataset.most);
    this.cards = new Map([...form.querySelectorAll("[data-card]")].map(card => [card.dataset.card, card]));
    this.counts = new Map([...this.cards].map(([key, card]) => [key, Number(card.dataset.count)]));
    this.changed = new Set();
    this.tapped = new WeakMap();
    this.sending = false;
    form.addEventListener("submit", event => this.tap(event));
    this.paint();
  }

  get left() { return this.each - [...this.counts.values()].reduce((sum, count) => sum + count, 0); }

  tap(event) {
    const button = event.submitter;
    event.preventDefault();
    const now = performance.now();
    if (!button || now - (this.tapped.get(button) ?? -SAME_TAP) < SAME_TAP) { return; }
    this.tapped.set(button, now);
    const key = button.value.split(":")[0], next = this.counts.get(key) + Number(button.dataset.step);
    if (next < 0) { return; }
    if (next > this.most) { say(`Auf ein Thema passen höchstens ${plural(this.most, "Punkt", "Punkte")}`); return; }
    if (next > this.counts.get(key) && !this.left) { say("Kein Punkt mehr übrig. Nehmen Sie zuerst einen zurück."); return; }
    this.counts.set(key, next);
    this.changed.add(key);
    this.paint();
    this.tell();
    this.flush();
  }

  async flush() {
    if (this.sending) { return; }
    this.sending = true;
    main.dataset.waiting = "";
    await wait(GATHER);
    while (this.changed.size && ballot === this) {
      const keys = [...this.changed], pairs = keys.map(key => ["punkte", `${key}:${this.counts.get(key)}`]);
      this.changed.clear();
      try {
        const { ok, said } = await send(this.form.action, [["runde", this.form.elements.runde.value], ...pairs]);
        if (said.dots && !this.changed.size) { this.take(said.dots); }
        if (!ok) { say(said.error); }
      } catch {
        keys.forEach(key => this.changed.add(key));
        say("Keine Verbindung. Ihre Punkte werden noch gesendet.");
        await wait(EVERY);
      }
      if (!this.changed.size) { this.settled(); }
    }
    this.sending = false;
    delete main.dataset.waiting;
  }

  settled() {
    if (part("status").textContent.startsWith("Keine Verbindung")) { this.tell(); }
  }

  take(dots) {
    for (const key of this.counts.keys()) { this.counts.set(key, dots[key] ?? 0); }
    this.paint();
  }

  tell() { say(this.left ? `Noch ${plural(this.left, "Punkt", "Punkte")} übrig` : "Alle Punkte vergeben"); }

  paint() {
    const left = this.left;
    for (const [key, card] of this.cards) {
      const count = this.counts.get(key), [less, more] = card.querySelectorAll("button");
      card.classList.toggle("has-dots", count > 0);
      card.querySelectorAll("circle").forEach((dot, nth) => dot.classList.toggle("set", nth < count));
      card.querySelector("[data-said]").textContent = count ? `${plural(count, "Punkt", "Punkte")} gesetzt` : "Kein Punkt gesetzt";
      /* Not `disabled`: that would take the focus away from under the finger. */
      able(less, count > 0, `${key}:${Math.max(0, count - 1)}`);
      able(more, left > 0 && count < this.most, `${key}:${Math.min(this.most, count + (left > 0 ? 1 : 0))}`);
    }
    part("dots").querySelectorAll("circle").forEach((dot, nth) => dot.classList.toggle("set", nth < this.each - left));
  }
}

function able(button, is, value) {
  button.value = value;
  if (is) { button.removeAttribute("aria-disabled"); } else { button.setAttribute("aria-disabled", "true"); }
}

/* ---- ideas: kept on the device until the server has said that it has them, whatever phase it is by then */

const store = {
  read(name, otherwise) { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } },
  write(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* storage may be blocked */ } },
};

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

class Ideas {
  constructor() {
    this.name = `werkstatt-${main.dataset.device}`;
    this.draft = `${this.name}-entwurf`;
    this.waiting = store.read(this.name, []);
    this.sending = false;
    this.begin();
  }

  /* A phase begins: what was refused in the last one is tried again. */
  begin() {
    this.list = main.querySelector("[data-list]");
    const form = main.querySelector("[data-ideas]");
    this.waiting.forEach(idea => { idea.refused = ""; this.show(idea, "noch auf diesem Gerät"); });
    if (form) {
      const field = form.elements.text;
      field.value ||= store.read(this.draft, "");
      field.addEventListener("input", () => store.write(this.draft, field.value));
      form.addEventListener("submit", event => this.add(event, form));
    }
    this.flush();
  }

  add(event, form) {
    event.preventDefault();
    const field = form.elements.text, text = field.value.trim();
    if (!text) { return; }
    const idea = { key: newKey(), text, round: form.elements.runde.value, refused: "" };
    this.waiting.push(idea);
    store.write(this.name, this.waiting);
    field.value = "";
    store.write(this.draft, "");
    this.show(idea, "noch auf diesem Gerät");
    say("Idee wird gesendet");
    this.flush();
  }

  show(idea, text) {
    if (!this.list) { return; }
    let line = this.list.querySelector(`[data-idea="${idea.key}"]`);
    if (!line) {
      line = document.createElement("li");
      line.className = "idea";
      line.dataset.idea = idea.key;
      line.append(idea.text, Object.assign(document.createElement("span"), { className: "meta d-block" }));
      this.list.prepend(line);
      const empty = main.querySelector("[data-empty]");
      if (empty) { empty.hidden = true; }
    }
    line.querySelector(".meta").textContent = text;
  }

  get next() { return this.waiting.find(idea => !idea.refused); }

  async flush() {
    if (this.sending) { return; }
    this.sending = true;
    for (let idea = this.next; idea; idea = this.next) {
      try {
        const pairs = [["runde", idea.round], ["text", idea.text], ["schluessel", idea.key]];
        const { ok, said } = await send(main.dataset.ideasUrl, pairs);
        if (ok) { this.arrived(idea, said.number); } else { this.refuse(idea, said.error); }
      } catch {
        say("Keine Verbindung. Ihre Idee bleibt auf diesem Gerät und wird noch gesendet.");
        await wait(EVERY);
      }
    }
    this.sending = false;
  }

  arrived(idea, number) {
    this.waiting = this.waiting.filter(other => other !== idea);
    store.write(this.name, this.waiting);
    this.show(idea, `Karte ${number}`);
    if (!this.next && this.list) { say(`${plural(this.list.children.length, "Idee", "Ideen")} eingereicht`); }
  }

  refuse(idea, why) {
    idea.refused = why;
    store.write(this.name, this.waiting);
    this.show(idea, `Nicht angenommen: ${why}`);
    if (this.list) { say(`Nicht angenommen: ${why}`); }
  }
}

/* ---- */

let ideas = null;

function restate() {
  if (ballot) { ballot.tell(); } else if (!ideas?.next) { say("Wieder verbunden"); }
}

function begin() {
  const form = main.querySelector("[data-ballot]");
  ballot = form ? new Ballot(form) : null;
  if (ideas) { ideas.begin(); } else if (main.dataset.device) { ideas = new Ideas(); }
}

begin();
setInterval(tick, 1000);
window.addEventListener("online", () => { ballot?.flush(); ideas?.flush(); });
poll();
