/* Rich text that is typed in a form of the office stays on this device until it is saved, and is offered again. */

const form = document.querySelector("#content-main form[id$='_form']")
const name = `admin:${location.pathname}`
const keep = await import(document.querySelector("script[data-keep-person]").src)

const sources = () => [...form.querySelectorAll("textarea[data-prose]")].filter((source) => source.name && !source.name.includes("__prefix__"))
const held = () => Object.fromEntries(sources().map((source) => [source.name, source.value]))
const revision = () => form.elements.revision?.value || ""
const differs = (values) => sources().some((source) => source.name in values && values[source.name] !== source.value)

const putBack = (values) => {
  for (const source of sources()) {
    if (!(source.name in values)) continue
    source.value = values[source.name]
    const text = source.closest(".prose-frame")?.querySelector(".prose-text")
    text?.editor?.commands.setContent(source.value, { emitUpdate: true })
    source.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

const button = (words, run) => Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words, onclick: run })

const offer = ({ values, kept }) => {
  const at = new Intl.DateTimeFormat("de-DE", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Berlin" }).format(kept)
  const box = Object.assign(document.createElement("div"), { className: "kept-offer" })
  box.setAttribute("role", "status")
  const words = Object.assign(document.createElement("p"), { textContent: `Auf diesem Gerät liegt Text vom ${at} Uhr, der nicht gespeichert ist.` })
  const take = button("Text zurückholen", () => {
    putBack(values)
    box.remove()
  })
  const discard = button("Verwerfen", () => {
    keep.drop(name)
    box.remove()
  })
  box.append(words, take, discard)
  form.before(box)
}

// A form that was taken leads on to another page; what is refused comes back on its own address at once.
const arrival = performance.getEntriesByType("navigation")[0]
if (arrival?.redirectCount && document.referrer) {
  const sent = `admin:${new URL(document.referrer).pathname}`
  if (keep.get(sent)?.submitted) keep.drop(sent)
}

if (form && sources().length) {
  const left = keep.get(name)
  const saved = left?.submitted && left.revision !== revision()
  if (saved || (left && !differs(left.values))) keep.drop(name)
  else if (left && !document.querySelector(".errornote")) offer(left)
  let timer = null
  const now = (submitted) => {
    clearTimeout(timer)
    timer = null
    keep.put(name, { values: held(), revision: revision(), submitted })
  }
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea[data-prose]")) return
    clearTimeout(timer)
    timer = setTimeout(() => now(false), 300)
  })
  form.addEventListener("submit", () => now(true))
  window.addEventListener("pagehide", () => timer && now(false))
}
