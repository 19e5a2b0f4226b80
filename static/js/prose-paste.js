/* What comes from a word processor, as plain HTML that the editor's grammar understands. */

const LIST = /mso-list\s*:\s*l\d+\s+level(\d+)/i
const NUMBER = /^[\s\u00a0(]*(\d+|[a-z]{1,4})[.)]/i

/* Styles and event handlers are renamed before anything parses them: even in a detached document they break
   the Content-Security-Policy. Word's conditional marks go; what they show stays. */
const withoutStyles = (html) =>
  html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(style|script|xml|head|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<!\[[^\]>]*\]>/g, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)\s*=/gi, "$1data-$2="))

const rename = (element, tag) => {
  const renamed = document.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

const styleOf = (element) => element.dataset?.style || ""

const marker = (paragraph) => [...paragraph.querySelectorAll("[data-style]")].find((part) => /mso-list\s*:\s*Ignore/i.test(styleOf(part)))

const listPlace = (element) => {
  const match = LIST.exec(styleOf(element))
  return match && /^(P|H[1-6]|DIV)$/.test(element.tagName) ? Number(match[1]) : 0
}

/* Word writes lists as paragraphs whose style names list and level and whose text begins with the mark. */
const makeLists = (body) => {
  let open = []
  let last = null
  for (const paragraph of [...body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")]) {
    const level = listPlace(paragraph)
    if (!level) continue
    const mark = marker(paragraph)
    const ordered = NUMBER.test(mark?.textContent || "")
    mark?.remove()
    if (!last || last.nextElementSibling !== paragraph) open = []
    open.length = Math.min(open.length, level)
    if (open.length === level && (open[level - 1].tagName === "OL") !== ordered) open.length = level - 1
    while (open.length < level) {
      const list = document.createElement(ordered ? "ol" : "ul")
      const parent = open[open.length - 1]
      if (parent) (parent.lastElementChild || parent.appendChild(document.createElement("li"))).append(list)
      else paragraph.before(list)
      open.push(list)
    }
    const item = document.createElement("li")
    const words = document.createElement("p")
    words.append(...paragraph.childNodes)
    item.append(words)
    open[level - 1].append(item)
    paragraph.remove()
    last = open[0]
  }
}

/* Emphasis that office suites say with styles only. */
const keepEmphasis = (body) => {
  for (const wrapper of body.querySelectorAll("b[id^='docs-internal-guid'], b[data-style*='font-weight:normal']")) {
    wrapper.replaceWith(...wrapper.childNodes)
  }
  for (const span of body.querySelectorAll("span[data-style]")) {
    const style = styleOf(span).replace(/\s+/g, "").toLowerCase()
    const bold = /font-weight:(bold|[6-9]00)/.test(style)
    const italic = /font-style:italic/.test(style)
    if (bold && !span.closest("b, strong, h1, h2, h3, h4, h5, h6, th")) span.append(wrap("strong", span))
    if (italic && !span.closest("i, em")) span.append(wrap("em", span))
  }
}

const wrap = (tag, element) => {
  const mark = document.createElement(tag)
  mark.append(...element.childNodes)
  return mark
}

export const clean = (html) => {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html")
  makeLists(body)
  keepEmphasis(body)
  body.querySelectorAll("h1").forEach((heading) => rename(heading, "h2"))
  body.querySelectorAll("h5, h6").forEach((heading) => rename(heading, "h4"))
  body.querySelectorAll("a:not([href])").forEach((anchor) => anchor.replaceWith(...anchor.childNodes))
  body.querySelectorAll("img:not([data-picture]), object, iframe, svg, math").forEach((part) => part.remove())
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (!/^(href|data-picture|data-pm-slice|colspan|rowspan|start)$/.test(name)) element.removeAttribute(name)
    }
  }
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove()
  }
  return body.innerHTML
}
