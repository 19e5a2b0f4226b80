/* The forms for a resolution and a task, opened inside the page by button or quick key. Without the script the
   same links lead to pages of their own. */

const KEYS = { b: "beschluss", a: "aufgabe" }

const partOf = async (address, options = {}) => {
  const response = await fetch(address, { credentials: "same-origin", ...options }).catch(() => null)
  if (!response || (!response.ok && response.status !== 422)) return { response }
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  return { response, page, form: page.querySelector("form[data-part]"), title: page.querySelector("h1")?.textContent }
}

const renew = (section, page) => {
  const fresh = page.querySelector(`[data-entry="${section.dataset.entry}"] [data-made]`)
  if (fresh) section.querySelector("[data-made]").replaceChildren(...document.importNode(fresh, true).childNodes)
}

const open = async (section, link) => {
  const { form, title } = await partOf(link.href)
  if (!form) {
    location.assign(link.href)
    return
  }
  const dialog = document.createElement("dialog")
  dialog.className = "write-dialog"
  dialog.setAttribute("aria-labelledby", "write-dialog-title")
  const heading = Object.assign(document.createElement("h2"), { id: "write-dialog-title", textContent: title })
  const alert = Object.assign(document.createElement("p"), { className: "write-refusal", hidden: true })
  alert.setAttribute("role", "alert")
  dialog.append(heading, alert)
  const show = (part) => {
    dialog.querySelector("form")?.remove()
    dialog.append(document.importNode(part, true))
    // The editor starts what is new on a page when it hears of it.
    dialog.querySelector("form").dispatchEvent(new CustomEvent("formset:added", { bubbles: true }))
    dialog.querySelector("form input:not([type=hidden]), form select")?.focus()
  }
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return
    event.preventDefault()
    dialog.close()
  })
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault()
    const sent = event.target
    const button = sent.querySelector("[type=submit]")
    if (button.disabled) return
    button.disabled = true
    const { page, form: again } = await partOf(sent.action, { method: "POST", body: new FormData(sent) })
    button.disabled = false
    if (again) {
      show(again)
      return
    }
    if (page) {
      renew(section, page)
      dialog.close()
      return
    }
    alert.textContent = "Das ging gerade nicht. Ihre Angaben stehen noch hier; bitte versuchen Sie es noch einmal."
    alert.hidden = false
  })
  dialog.addEventListener("close", () => {
    dialog.remove()
    link.focus()
  })
  document.body.append(dialog)
  dialog.showModal()
  show(form)
}

export const start = (entries) => {
  for (const { section, form } of entries) {
    form.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-opens]")
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      open(section, link)
    })
  }
  document.addEventListener("keydown", (event) => {
    const wanted = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key.toLowerCase()]
    const section = wanted && !document.querySelector("dialog[open]") && event.target.closest("[data-entry]")
    if (!section) return
    event.preventDefault()
    open(section, section.querySelector(`a[data-opens="${wanted}"]`))
  })
}
