/* Turns text areas marked data-prose into editors. The parts are loaded by the addresses in this script's
   attributes: file names carry a hash, and an inline import map is blocked by the Content-Security-Policy.
   When anything fails, the text area with its HTML stays. */

const { dataset } = document.querySelector("script[data-prose-parts]")
const [tiptap, schema, paste, bar, dialogs] = await Promise.all(
  [dataset.editorUrl, dataset.schemaUrl, dataset.pasteUrl, dataset.toolbarUrl, dataset.dialogsUrl].map(
    (url) => import(url),
  ),
)

const labelOf = (source) => {
  const label = source.labels?.[0]
  if (!label) return null
  label.id ||= `${source.id}-label`
  return label
}

const attributesOf = (source, label) => {
  const attributes = { id: `${source.id}-editor`, class: "prose-text", role: "textbox", "aria-multiline": "true" }
  // The words of the label alone: admin labels may carry a star or a colon.
  if (label) attributes["aria-labelledby"] = label.id
  else attributes["aria-label"] = source.getAttribute("aria-label") || "Text"
  for (const name of ["aria-describedby", "aria-invalid", "lang"]) {
    if (source.hasAttribute(name)) attributes[name] = source.getAttribute(name)
  }
  return attributes
}

const commandsFor = (editor, pickerUrl) => ({
  async link() {
    const before = editor.getAttributes("link").href || ""
    const chosen = await dialogs.askLink(before, !editor.state.selection.empty || before !== "")
    editor.commands.focus()
    if (!chosen) return
    if (!chosen.href) editor.chain().extendMarkRange("link").unsetLink().run()
    else if (chosen.text) {
      const mark = { type: "link", attrs: { href: chosen.href } }
      editor.chain().insertContent([{ type: "text", text: chosen.text, marks: [mark] }]).run()
    } else editor.chain().extendMarkRange("link").setLink({ href: chosen.href }).run()
  },
  async picture() {
    const number = await dialogs.choosePicture(pickerUrl)
    editor.commands.focus()
    if (!number) return
    if (editor.isActive("figure")) editor.commands.updateAttributes("figure", { picture: number })
    else editor.commands.insertPicture(number)
  },
})

const start = (source) => {
  if (source.closest(".prose-frame") || source.id.includes("__prefix__")) return
  const label = labelOf(source)
  const frame = document.createElement("div")
  frame.className = "prose-frame"
  source.before(frame)
  frame.append(source)
  const pickerUrl = source.dataset.pickerUrl || ""
  let commands = null
  const editor = new tiptap.Editor({
    element: frame,
    injectCSS: false,
    editable: !source.disabled && !source.readOnly,
    content: source.value,
    extensions: schema.extensions(tiptap, { pickerUrl, link: () => commands.link() }),
    editorProps: {
      attributes: attributesOf(source, label),
      transformPastedHTML: paste.clean,
      // Room for the toolbar that stays in view, so that it never covers the line that is written.
      scrollMargin: { top: 80, right: 0, bottom: 24, left: 0 },
      scrollThreshold: { top: 80, right: 0, bottom: 24, left: 0 },
    },
    onUpdate() {
      source.value = editor.isEmpty ? "" : editor.getHTML()
      source.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  commands = commandsFor(editor, pickerUrl)
  source.hidden = true
  label?.addEventListener("click", () => editor.commands.focus())
  frame.prepend(bar.toolbar(editor, commands, { name: label?.textContent.trim().replace(/:$/, "") || "Text", pictures: pickerUrl !== "" }))
  frame.dispatchEvent(new CustomEvent("prose:ready", { bubbles: true, detail: { editor } }))
}

const startAll = (root) => root.querySelectorAll("textarea[data-prose]").forEach(start)

startAll(document)
document.addEventListener("formset:added", (event) => startAll(event.target))
