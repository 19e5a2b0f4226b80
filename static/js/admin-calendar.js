// Calendar and clock are small dialogs beside their fields; Django leaves them without role and name.
const NAMES = { calendarbox: "Kalender", clockbox: "Uhrzeit" }

addEventListener("load", () => {
  for (const [kind, name] of Object.entries(NAMES)) {
    for (const box of document.querySelectorAll(`.${kind}`)) {
      box.setAttribute("role", "dialog")
      box.setAttribute("aria-label", name)
    }
  }
})
