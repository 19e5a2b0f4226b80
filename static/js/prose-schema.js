/* What a text may consist of: the same grammar as alliance/core/richtext.py. */

const LINK = /^(https?:\/\/[^/?#\s]|mailto:[^@\s]+@|tel:\+?[\d]|\/(?!\/))/i
const INSIDE = "(paragraph | bulletList | orderedList)+"

export const extensions = (tiptap, { pickerUrl, link }) => [
  tiptap.Document,
  tiptap.Paragraph,
  tiptap.Text,
  tiptap.HardBreak,
  tiptap.Bold,
  tiptap.Italic,
  tiptap.Heading.configure({ levels: [2, 3, 4] }),
  tiptap.BulletList,
  tiptap.OrderedList.configure({ enableListAttributes: false }),
  tiptap.ListItem.extend({ content: "paragraph (paragraph | bulletList | orderedList)*" }),
  tiptap.Blockquote.extend({ content: INSIDE }),
  tiptap.HorizontalRule,
  links(tiptap, link),
  tiptap.Table.configure({ resizable: false }),
  tiptap.TableRow,
  tiptap.TableHeader.extend({ content: INSIDE }),
  tiptap.TableCell.extend({ content: INSIDE }),
  figure(tiptap, pickerUrl),
  tiptap.History,
  tiptap.Dropcursor.configure({ color: false, class: "prose-drop" }),
  tiptap.Gapcursor,
]

const links = (tiptap, open) =>
  tiptap.Link.extend({
    addKeyboardShortcuts() {
      return {
        "Mod-k": () => {
          open()
          return true
        },
      }
    },
  }).configure({
    enableTarget: false,
    openOnClick: false,
    defaultProtocol: "https",
    protocols: ["http", "https", "mailto", "tel"],
    isAllowedUri: (url) => LINK.test(url),
  })

/* A picture of the library with its caption. Only the number is stored; how it looks is asked of the server. */
const figure = (tiptap, pickerUrl) =>
  tiptap.Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,

    addAttributes() {
      return { picture: { default: null, rendered: false } }
    },

    parseHTML() {
      return [
        {
          tag: "figure",
          getAttrs(dom) {
            const number = dom.querySelector("img[data-picture]")?.dataset.picture
            return /^\d{1,10}$/.test(number || "") ? { picture: number } : false
          },
          contentElement: (dom) => dom.querySelector("figcaption") || document.createElement("figcaption"),
        },
      ]
    },

    renderHTML({ node }) {
      return ["figure", ["img", { "data-picture": node.attrs.picture }], ["figcaption", 0]]
    },

    addNodeView() {
      return ({ node }) => pictureView(node, pickerUrl)
    },

    addCommands() {
      return {
        insertPicture:
          (picture) =>
          ({ state, tr, dispatch }) => {
            // Pictures stand between the blocks of a text, never inside a list or a table.
            const { $from } = state.selection
            const block = $from.depth ? $from.node(1) : null
            const empty = block?.type.name === "paragraph" && block.content.size === 0
            const from = block ? (empty ? $from.before(1) : $from.after(1)) : $from.pos
            const to = empty ? $from.after(1) : from
            if (dispatch) {
              tr.replaceWith(from, to, this.type.create({ picture }))
              tr.setSelection(tiptap.pm ? selectionAt(tiptap, tr.doc, from + 1) : tr.selection)
              tr.scrollIntoView()
            }
            return true
          },
      }
    },

    addKeyboardShortcuts() {
      return {
        // A caption is one line; Enter goes on below it.
        Enter: ({ editor }) => {
          if (!editor.isActive("figure")) return false
          const { $from } = editor.state.selection
          const after = $from.after($from.depth)
          return editor
            .chain()
            .insertContentAt(after, { type: "paragraph" })
            .setTextSelection(after + 1)
            .scrollIntoView()
            .run()
        },
        Backspace: ({ editor }) => {
          const { selection } = editor.state
          const empty = selection.empty && selection.$from.parent.content.size === 0
          return editor.isActive("figure") && empty ? editor.commands.deleteNode("figure") : false
        },
      }
    },
  })

const selectionAt = (tiptap, doc, position) => tiptap.pm.state.TextSelection.near(doc.resolve(position))

const pictureView = (node, pickerUrl) => {
  let shown = null
  const dom = document.createElement("figure")
  dom.className = "prose-figure"
  const box = document.createElement("div")
  box.contentEditable = "false"
  const contentDOM = document.createElement("figcaption")
  dom.append(box, contentDOM)

  const describe = (current) => {
    contentDOM.classList.toggle("is-empty", current.content.size === 0)
    if (current.attrs.picture === shown) return
    shown = current.attrs.picture
    load(shown, pickerUrl, box, contentDOM)
  }

  describe(node)
  return {
    dom,
    contentDOM,
    // Only what is typed into the caption is the editor's business.
    ignoreMutation: ({ type, target }) =>
      type !== "selection" && (type === "attributes" || !contentDOM.contains(target)),
    update(updated) {
      if (updated.type !== node.type) return false
      describe(updated)
      return true
    },
  }
}

const load = async (number, pickerUrl, box, caption) => {
  caption.dataset.placeholder = "Bildunterschrift"
  const response = pickerUrl ? await fetch(`${pickerUrl}${number}/`).catch(() => null) : null
  if (!response?.ok || response.redirected) {
    const gone = response?.status === 404
    box.textContent = gone ? "Dieses Bild gibt es nicht mehr. Die Website zeigt es nicht." : `Bild Nr. ${number}`
    return
  }
  const { src, alt, title, width, height, caption: usual } = await response.json()
  const image = document.createElement("img")
  Object.assign(image, { src, alt: alt || title, width, height, draggable: false })
  box.replaceChildren(image)
  if (usual) caption.dataset.placeholder = `Aus der Bibliothek: ${usual}`
}
