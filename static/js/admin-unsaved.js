// Warns before a form with unsaved changes is left. What it holds is compared with what it held in the beginning,
// because calendars, lists and the editor change fields without telling anybody.
const form = document.querySelector("#content-main form[id$='_form']")

const shown = (value) => (value instanceof File ? `${value.name} ${value.size}` : value)
const held = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, shown(value)]))

if (form) {
  // After a refusal what was typed is not saved yet; nor is an old state that the form was opened with.
  const refused = document.querySelector(".errornote, .errorlist") !== null || new URLSearchParams(location.search).has("stand")
  let before = held()
  let leaving = false
  document.addEventListener("DOMContentLoaded", () => {
    before = held()
  })
  form.addEventListener("submit", () => {
    leaving = true
  })
  // Back from the page that was asked for, say by the browser's button.
  window.addEventListener("pageshow", () => {
    leaving = false
  })
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (refused || held() !== before)) event.preventDefault()
  })
}
