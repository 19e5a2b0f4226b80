/* The editor's two questions: where does a link lead, and which picture. */

const HELP = "Bitte eine Adresse eingeben, die mit https://, mailto:, tel: oder / beginnt."
const ALLOWED = /^(https?:\/\/[^/?#\s]+|mailto:[^@\s]+@[^@\s]+|tel:\+?[\d ()/.-]+|\/(?!\/)\S*)/i
let count = 0

const make = (tag, properties = {}, children = []) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children)
  return element
}

/* Shows a dialog until it is closed; resolves with what `finish` was given, or null. */
const ask = (title, className, build) =>
  new Promise((resolve) => {
    const id = `prose-dialog-${++count}`
    const dialog = make("dialog", { className: `prose-dialog ${className}`, "aria-labelledby": id })
    let answer = null
    const finish = (value = null) => {
      answer = value
      dialog.close()
    }
    dialog.append(...build(finish, make("h2", { id, textContent: title }), dialog))
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.showModal()
  })

const completed = (typed) => {
  const value = typed.trim()
  if (/^[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+$/.test(value)) return `mailto:${value}`
  if (/^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(value)) return `https://${value}`
  return value
}

const field = (label, properties, help) => {
  const id = `prose-field-${++count}`
  const input = make("input", { id, ...properties })
  const parts = [make("label", { htmlFor: id, textContent: label }), input]
  if (help) {
    parts.push(make("p", { id: `${id}-help`, className: "help", textContent: help }))
    input.setAttribute("aria-describedby", `${id}-help`)
  }
  return [input, make("div", { className: "prose-field" }, parts)]
}

export const askLink = (before, hasWords) =>
  ask(before ? "Link ändern" : "Link setzen", "prose-dialog-link", (finish, heading) => {
    const [address, addressField] = field(
      "Adresse",
      { type: "text", value: before, required: true, inputMode: "url", autocomplete: "off" },
      "Zum Beispiel https://example.org, eine E-Mail-Adresse oder /mitmachen/ für eine Seite dieser Website.",
    )
    const [words, wordsField] = field("Text des Links", { type: "text", required: true })
    address.addEventListener("input", () => address.setCustomValidity(""))
    const buttons = [make("button", { type: "submit", className: "button default", textContent: "Link setzen" })]
    if (before) buttons.push(make("button", { type: "button", className: "button", textContent: "Link entfernen", onclick: () => finish({ href: "" }) }))
    buttons.push(make("button", { type: "button", className: "button", textContent: "Abbrechen", onclick: () => finish() }))
    const form = make("form", { method: "dialog", noValidate: true }, [
      ...(hasWords ? [] : [wordsField]),
      addressField,
      make("div", { className: "prose-actions" }, buttons),
    ])
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const href = completed(address.value)
      address.setCustomValidity(ALLOWED.test(href) ? "" : HELP)
      if (form.reportValidity()) finish({ href, text: hasWords ? "" : words.value.trim() })
    })
    return [make("div", { className: "prose-head" }, [heading]), form]
  })

export const choosePicture = (url) =>
  ask("Bild aus der Bibliothek", "prose-dialog-picture", (finish, heading, dialog) => {
    const place = make("div", { className: "prose-library" }, [make("p", { textContent: "Die Bibliothek wird geladen." })])
    let current = url
    const show = async (address, { focus = "" } = {}) => {
      current = address
      const part = await picked(address)
      if (!part) {
        place.replaceChildren(make("p", { role: "alert", textContent: "Die Bibliothek ist gerade nicht zu erreichen. Bitte melden Sie sich neu an und versuchen Sie es dann noch einmal." }))
        return
      }
      place.replaceChildren(prepared(part, finish))
      place.querySelector(focus || "input[type=search]")?.focus()
    }
    place.addEventListener("submit", (event) => {
      event.preventDefault()
      show(`${url}?${new URLSearchParams(new FormData(event.target))}`)
    })
    place.addEventListener("click", (event) => {
      const link = event.target.closest("nav a")
      if (!link) return
      event.preventDefault()
      show(new URL(link.getAttribute("href"), new URL(current, location.href)).href, { focus: ".picker-item" })
    })
    // Whoever comes back from uploading a picture in the other tab finds it here.
    const renew = () => document.visibilityState === "visible" && show(current)
    document.addEventListener("visibilitychange", renew)
    dialog.addEventListener("close", () => document.removeEventListener("visibilitychange", renew))
    show(url)
    const cancel = make("button", { type: "button", className: "button", textContent: "Abbrechen", onclick: () => finish() })
    return [make("div", { className: "prose-head" }, [heading, cancel]), place]
  })

const picked = async (address) => {
  const response = await fetch(address).catch(() => null)
  if (!response?.ok || response.redirected) return null
  return new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-picker]")
}

/* In the dialog a picture is chosen, not opened: links become buttons. */
const prepared = (part, finish) => {
  const own = document.importNode(part, true)
  for (const link of own.querySelectorAll("a[data-picture]")) {
    const choose = () => finish(link.dataset.picture)
    link.replaceWith(make("button", { type: "button", className: link.className, onclick: choose }, [...link.childNodes]))
  }
  return own
}
