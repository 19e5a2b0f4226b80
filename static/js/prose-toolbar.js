/* The row of buttons above an editor: one stop for the Tab key, arrows move inside it. */

const heading = (level) => ({
  text: `H${level}`,
  name: `H${level}: Überschrift ${level}`,
  on: (editor) => editor.isActive("heading", { level }),
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  can: (editor) => editor.can().toggleHeading({ level }),
})

const toggle = (text, mark, command, name = text) => ({
  text,
  name,
  on: (editor) => editor.isActive(mark),
  run: (editor) => editor.chain().focus()[command]().run(),
  can: (editor) => editor.can()[command](),
})

const action = (text, command, more = {}) => ({
  text,
  name: text,
  run: (editor) => editor.chain().focus()[command]().run(),
  can: (editor) => editor.can()[command](),
  ...more,
})

const inTable = { shown: (editor) => editor.isActive("table") }
const inFigure = { shown: (editor) => editor.isActive("figure") }

const groups = (commands, pictures) => [
  [heading(2), heading(3), heading(4)],
  [toggle("Fett", "bold", "toggleBold"), toggle("Kursiv", "italic", "toggleItalic")],
  [{ text: "Link", name: "Link", on: (editor) => editor.isActive("link"), run: () => commands.link(), can: () => true }],
  [
    toggle("Liste", "bulletList", "toggleBulletList"),
    toggle("Nummern", "orderedList", "toggleOrderedList", "Nummern: nummerierte Liste"),
    toggle("Zitat", "blockquote", "toggleBlockquote"),
  ],
  [
    {
      text: "Tabelle",
      name: "Tabelle einfügen",
      run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
      can: (editor) => !editor.isActive("table") && editor.can().insertTable(),
    },
    ...(pictures
      ? [{ text: "Bild", name: "Bild einfügen", run: () => commands.picture(), can: () => true, shown: (editor) => !editor.isActive("figure") }]
      : []),
  ],
  [action("Rückgängig", "undo"), action("Wiederholen", "redo")],
  [
    action("Zeile dazu", "addRowAfter", inTable),
    action("Spalte dazu", "addColumnAfter", inTable),
    action("Zeile löschen", "deleteRow", inTable),
    action("Spalte löschen", "deleteColumn", inTable),
    action("Kopfzelle", "toggleHeaderCell", { ...inTable, on: (editor) => editor.isActive("tableHeader") }),
    action("Tabelle löschen", "deleteTable", inTable),
  ],
  [
    ...(pictures ? [{ text: "Bild tauschen", name: "Bild tauschen", run: () => commands.picture(), can: () => true, ...inFigure }] : []),
    {
      text: "Bild entfernen",
      name: "Bild entfernen",
      run: (editor) => editor.chain().focus().deleteNode("figure").run(),
      can: () => true,
      ...inFigure,
    },
  ],
]

const buttonFor = (item, editor) => {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = item.text
  button.className = "prose-button"
  button.tabIndex = -1
  if (item.name !== item.text) {
    button.setAttribute("aria-label", item.name)
    button.title = item.name
  }
  // The text keeps its focus and selection when a mouse presses a button.
  button.addEventListener("mousedown", (event) => event.preventDefault())
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") item.run(editor)
  })
  return button
}

const moveWithArrows = (bar) => {
  const visible = () => [...bar.querySelectorAll("button")].filter((button) => !button.hidden)
  bar.addEventListener("keydown", (event) => {
    const buttons = visible()
    const place = buttons.indexOf(document.activeElement)
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (next === undefined || place < 0) return
    event.preventDefault()
    const target = buttons[(next + buttons.length) % buttons.length]
    buttons.forEach((button) => (button.tabIndex = button === target ? 0 : -1))
    target.focus()
  })
  return () => {
    const buttons = visible()
    if (buttons.some((button) => button.tabIndex === 0)) return
    bar.querySelectorAll("button").forEach((button) => (button.tabIndex = -1))
    buttons[0].tabIndex = 0
  }
}

export const toolbar = (editor, commands, { name, pictures }) => {
  const bar = document.createElement("div")
  bar.className = "prose-bar"
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", `Gestaltung: ${name}`)
  bar.setAttribute("aria-controls", editor.view.dom.id)
  const known = []
  for (const items of groups(commands, pictures)) {
    const group = document.createElement("div")
    group.className = "prose-group"
    for (const item of items) {
      const button = buttonFor(item, editor)
      known.push([button, item, group])
      group.append(button)
    }
    bar.append(group)
  }
  const keepOneStop = moveWithArrows(bar)
  const refresh = () => {
    for (const [button, item] of known) {
      button.hidden = item.shown ? !item.shown(editor) : false
      if (button.hidden) button.tabIndex = -1
      if (item.on) button.setAttribute("aria-pressed", String(Boolean(item.on(editor))))
      button.setAttribute("aria-disabled", String(!editor.isEditable || !item.can(editor)))
    }
    for (const [, , group] of known) group.hidden = [...group.children].every((button) => button.hidden)
    keepOneStop()
  }
  editor.on("transaction", refresh)
  editor.view.dom.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "F10") return
    event.preventDefault()
    bar.querySelector("button[tabindex='0']").focus()
  })
  refresh()
  return bar
}
