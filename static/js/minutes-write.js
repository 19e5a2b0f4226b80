/* Writing minutes: every entry saves itself; what the server does not have yet lies on this device.

   An entry has what is typed (`text`, `title`), the revision it was made from, and what is under way (`sent`,
   with a key of its own). Sent again it keeps its key, so the server stores it once. */

const script = document.querySelector("script[data-minutes-write]")
const editors = new Map()
// Before anything is waited for: the editors start on their own.
document.addEventListener("prose:ready", (event) => {
  const source = event.target.querySelector("textarea[data-prose]")
  editors.set(source, event.detail.editor)
  entries.find((entry) => entry.source === source)?.showTyped()
})

const PAUSE = 1200
const AGAIN = 4000
const entries = []

const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
const make = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const here = random()
let keep = null
// As long as this window is open it holds a lock of its name, so that no other one takes over what it keeps.
const living = async () => {
  if (!navigator.locks) return new Set()
  const { held } = await navigator.locks.query()
  return new Set(held.map((lock) => lock.name))
}

class Entry {
  constructor(section) {
    this.section = section
    this.id = section.dataset.entry
    this.form = section.querySelector("form[data-entry-form]")
    this.source = this.form.elements.text
    this.titleBox = this.form.elements.title
    this.revision = Number(this.form.elements.revision.value)
    this.name = `minutes:${this.id}:${here}`
    this.text = this.source.value
    this.title = this.titleBox.value
    this.sent = null
    this.dirty = false
    this.busy = false
    this.both = null
    this.waiting = []
    this.form.addEventListener("input", () => this.typed())
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.save()
    })
  }

  say(words, kind = "") {
    const place = this.section.querySelector("[data-state]")
    place.textContent = words
    place.dataset.kind = kind
  }

  typed() {
    this.text = this.source.value
    this.title = this.titleBox.value
    this.section.querySelector("[data-title]").textContent = this.title
    this.dirty = true
    this.keepHere()
    if (!this.busy && !this.both) this.say("Noch nicht gespeichert")
    this.soon(PAUSE)
  }

  soon(pause) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), pause)
  }

  keepHere() {
    this.isKept = keep.put(this.name, { text: this.text, title: this.title, revision: this.revision, sent: this.sent, dirty: this.dirty })
  }

  /* What another window left behind when it was closed. */
  adopt({ name, value }) {
    keep.drop(name)
    Object.assign(this, { text: value.text, title: value.title, revision: value.revision, sent: value.sent, dirty: value.dirty })
    this.keepHere()
    this.showTyped()
    this.save()
  }

  showTyped() {
    if (this.source.value !== this.text) {
      this.source.value = this.text
      editors.get(this.source)?.commands.setContent(this.text, { emitUpdate: false })
    }
    this.titleBox.value = this.title
    this.section.querySelector("[data-title]").textContent = this.title
  }

  async save() {
    clearTimeout(this.timer)
    if (this.busy || this.both || (!this.dirty && !this.sent)) return
    if (!this.sent) {
      this.sent = { text: this.text, title: this.title, revision: this.revision, client_key: random() }
      this.dirty = false
      this.keepHere()
    }
    this.busy = true
    this.say("Wird gespeichert …")
    const response = await fetch(this.form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify(this.sent),
      redirect: "manual",
    }).catch(() => null)
    const answer = response?.headers.get("Content-Type")?.startsWith("application/json") ? await response.json().catch(() => null) : null
    this.busy = false
    this.take(response, answer)
  }

  take(response, answer) {
    if (response?.ok && answer) this.stored(answer)
    else if (response?.status === 409 && answer) this.conflict(answer)
    else if (response?.status === 422 && answer) this.refused(answer.error)
    else if (response && response.status >= 400 && response.status < 500) this.refused("Sie sind abgemeldet oder dürfen hier nicht mehr schreiben.")
    else {
      this.say(this.isKept ? "Keine Verbindung, Text liegt auf diesem Gerät" : "Keine Verbindung. Bitte lassen Sie die Seite offen.", "due")
      this.soon(AGAIN)
    }
  }

  stored({ revision, at }) {
    this.revision = revision
    this.form.elements.revision.value = revision
    this.sent = null
    if (this.dirty) {
      this.keepHere()
      this.soon(PAUSE)
      return
    }
    keep.drop(this.name)
    this.say(`Gespeichert ${at}`, "ok")
    const next = this.waiting.shift()
    if (next) this.adopt(next)
  }

  refused(words) {
    this.dirty = true
    this.sent = null
    this.keepHere()
    this.say(`Nicht gespeichert. ${words} ${this.isKept ? "Der Text liegt auf diesem Gerät." : ""}`, "due")
  }

  /* Somebody else has saved: both texts are shown, and whoever writes decides. */
  conflict(stored) {
    this.dirty = true
    this.sent = null
    this.both = stored
    this.keepHere()
    this.say("Zwei Texte: Bitte wählen", "due")
    const choose = (words, text, title, css = "btn btn-outline-primary") =>
      make("button", { type: "button", className: css, textContent: words, onclick: () => this.decide(text(), title()) })
    const copy = make("div", { className: "minutes-text" })
    copy.innerHTML = stored.html
    const box = this.section.querySelector("[data-both]")
    box.replaceChildren(
      make("p", {}, [make("strong", { textContent: `${stored.by || "Jemand anderes"} hat um ${stored.at} Uhr gespeichert, während hier geschrieben wurde.` }), " Es ist nichts überschrieben. Gespeichert ist:"]),
      make("h3", { textContent: stored.title }),
      copy,
      make("p", { textContent: "Ihr Text steht im Feld darüber." }),
      make("p", { className: "write-save" }, [
        choose("Beide Texte behalten", () => stored.text + this.text, () => this.title, "btn btn-primary"),
        choose("Nur meinen Text behalten", () => this.text, () => this.title),
        choose("Nur den gespeicherten behalten", () => stored.text, () => stored.title),
      ]),
    )
    box.hidden = false
  }

  decide(text, title) {
    this.revision = this.both.revision
    this.both = null
    this.section.querySelector("[data-both]").hidden = true
    Object.assign(this, { text, title, dirty: true })
    this.showTyped()
    this.keepHere()
    this.section.focus()
    this.save()
  }
}

const start = async () => {
  // Held until the window is gone.
  if (navigator.locks) await new Promise((held) => navigator.locks.request(here, () => (held(), new Promise(() => {}))))
  keep = await import(document.querySelector("script[data-keep-person]").src)
  for (const section of document.querySelectorAll("[data-entry]")) entries.push(new Entry(section))
  document.querySelectorAll("[data-needs-script]").forEach((part) => (part.hidden = false))
  const open = await living()
  for (const entry of entries) {
    const left = keep.list(`minutes:${entry.id}:`).filter((name) => !open.has(name.split(":")[2]) && name !== entry.name)
    entry.waiting = left.map((name) => ({ name, value: keep.get(name) }))
    const next = entry.waiting.shift()
    if (next) entry.adopt(next)
  }
  window.addEventListener("online", () => entries.forEach((entry) => entry.save()))
  window.addEventListener("beforeunload", (event) => {
    if (entries.some((entry) => (entry.dirty || entry.sent) && !entry.isKept)) event.preventDefault()
  })
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && entries.forEach((entry) => entry.save()))
  // Where it does not arrive, the links lead to pages of their own.
  const dialog = await import(script.dataset.dialogUrl).catch(() => null)
  dialog?.start(entries)
}

start()
