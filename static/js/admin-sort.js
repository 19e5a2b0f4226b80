// Rows of an inline with a field "order" get buttons to move them up and down; the numbers follow and are hidden.
const STEPS = [
  [-1, "↑", "nach oben"],
  [1, "↓", "nach unten"],
]
const status = Object.assign(document.createElement("p"), { className: "visually-hidden" })
status.setAttribute("role", "status")

const orderOf = (row) => row.querySelector("input[name$='-order']")
const rowsOf = (group) => [...group.querySelectorAll("tr.form-row:not(.empty-form)")].filter(orderOf)

function renumber(group) {
  const rows = rowsOf(group)
  rows.forEach((row, index) => {
    orderOf(row).value = index + 1
    const buttons = row.querySelectorAll("button.sort")
    buttons.forEach((button, at) => {
      button.setAttribute("aria-label", `Zeile ${index + 1} ${STEPS[at][2]}`)
    })
    buttons[0].disabled = index === 0
    buttons[1].disabled = index === rows.length - 1
  })
}

function move(group, row, step, button) {
  const rows = rowsOf(group)
  const other = rows[rows.indexOf(row) + step]
  if (!other) return
  if (step < 0) other.before(row)
  else other.after(row)
  renumber(group)
  const target = button.disabled ? row.querySelector("button.sort:not(:disabled)") : button
  target?.focus()
  status.textContent = `Jetzt Zeile ${rowsOf(group).indexOf(row) + 1} von ${rows.length}`
}

function equip(group, row) {
  const input = orderOf(row)
  if (!input || row.querySelector("button.sort")) return
  input.type = "hidden"
  for (const [step, sign] of STEPS) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "sort", textContent: sign })
    button.addEventListener("click", () => move(group, row, step, button))
    input.before(button)
  }
}

function equipGroup(group) {
  if (!group.querySelector("input[name$='-order']")) return
  group.append(status)
  rowsOf(group).forEach((row) => equip(group, row))
  renumber(group)
  document.addEventListener("formset:added", (event) => {
    const row = event.target.closest("tr.form-row")
    if (!row || !group.contains(row)) return
    equip(group, row)
    renumber(group)
    row.querySelector("input:not([type='hidden'])")?.focus()
  })
  document.addEventListener("formset:removed", () => renumber(group))
}

document.querySelectorAll(".inline-group[data-inline-type='tabular']").forEach(equipGroup)
