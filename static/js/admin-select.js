// Select2 leaves its boxes without names: they get those of the fields they stand for.
const names = (select) => select.getAttribute("aria-label") || select.labels?.[0]?.textContent.replace(/:\s*$/, "").trim() || ""

// Read by Select2 when it starts, which is after this module: lists open inside the main part of the page, and one
// chosen of many is removed by its own cross, not all at once.
for (const select of document.querySelectorAll("select.admin-autocomplete")) {
  if (document.querySelector("#content-main")) select.dataset.dropdownParent = "#content-main"
  if (select.multiple) select.dataset.allowClear = "false"
}

function nameBox(container) {
  const select = container.previousElementSibling
  const box = container.querySelector(".select2-selection")
  const name = select?.matches("select") ? names(select) : ""
  if (!box || !name) return
  const value = box.querySelector(".select2-selection__rendered")
  box.id ||= `${select.id}-box`
  box.setAttribute("aria-label", name)
  if (box.classList.contains("select2-selection--single")) {
    // The name and, after it, what is chosen. The inner box counts as plain text of the outer one.
    box.setAttribute("aria-labelledby", `${box.id} ${value.id}`)
    value.removeAttribute("role")
    value.removeAttribute("aria-readonly")
  }
  const search = box.querySelector(".select2-search__field")
  search?.setAttribute("aria-label", name)
  const help = select.getAttribute("aria-describedby")?.split(" ").filter((id) => document.getElementById(id))
  if (help?.length) (search || box).setAttribute("aria-describedby", help.join(" "))
}

const look = (node) => {
  if (node.nodeType !== Node.ELEMENT_NODE) return
  const boxes = node.matches(".select2-container") ? [node] : node.querySelectorAll(".select2-container")
  boxes.forEach(nameBox)
}

look(document.body)
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(look))).observe(document.body, {
  childList: true,
  subtree: true,
})

// jQuery alone tells of opening. The search inside the list gets the focus, by mouse and by keyboard.
window.django?.jQuery?.(document).on("select2:open", (event) => {
  const box = event.target.nextElementSibling?.querySelector(".select2-selection")
  const list = document.getElementById(box?.getAttribute("aria-owns"))
  if (!list) return
  const name = names(event.target)
  box.setAttribute("aria-controls", list.id)
  list.setAttribute("aria-label", name)
  const search = list.closest(".select2-dropdown").querySelector(".select2-search__field")
  search?.setAttribute("aria-label", `${name}: suchen`)
  search?.focus()
})
