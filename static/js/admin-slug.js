// Addresses are spelled as German readers do, like `slugify_german` on the server: ä becomes ae, not a.
const SPELLED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "oe", å: "a", ł: "l", đ: "d" }

const fold = (words) =>
  [...words.normalize("NFC").toLowerCase()]
    .map((letter) => SPELLED[letter] ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")

// Django's prepopulate.js asks this function, by this name.
window.URLify = (words, longest) => {
  const slug = fold(words).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")
  if (slug.length <= longest) return slug
  const cut = slug.slice(0, longest + 1)
  return (cut.includes("-") ? cut.slice(0, cut.lastIndexOf("-")) : cut).slice(0, longest).replace(/-$/, "")
}
