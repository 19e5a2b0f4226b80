/* The strategy's page: the table of contents follows what is read, and places give out links to themselves. */
(function () {
  "use strict";
  var links = Array.prototype.slice.call(document.querySelectorAll(".toc a[href^='#']"));
  var headings = links.map(function (link) { return document.getElementById(link.hash.slice(1)); });
  function mark() {
    var line = window.innerHeight / 3, now = 0;
    headings.forEach(function (heading, place) {
      if (heading && heading.getBoundingClientRect().top <= line) { now = place; }
    });
    links.forEach(function (link, place) {
      if (place === now) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
  }
  if (links.length && "IntersectionObserver" in window) {
    var watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
    headings.forEach(function (heading) {
      var chapter = heading && heading.closest("section");
      if (chapter) { watch.observe(chapter); }
    });
    mark();
  }

  var root = document.querySelector("[data-deep-links]");
  if (!root || !navigator.clipboard) { return; }
  var said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  root.after(said);
  function button(id, words) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "deep-link no-print";
    made.textContent = "#";
    made.setAttribute("aria-label", words);
    made.addEventListener("click", function () {
      var address = location.origin + location.pathname + "#" + id;
      navigator.clipboard.writeText(address).then(function () {
        said.textContent = "Link kopiert";
        made.textContent = "✓";
        window.setTimeout(function () { made.textContent = "#"; said.textContent = ""; }, 2000);
      });
    });
    return made;
  }
  root.querySelectorAll("h2[id]").forEach(function (heading) {
    var row = document.createElement("div");
    row.className = "deep-row";
    heading.before(row);
    row.append(heading, button(heading.id, "Link zum Abschnitt „" + heading.textContent.trim() + "“ kopieren"));
  });
  root.querySelectorAll(".prose p[id]").forEach(function (paragraph) {
    paragraph.append(" ", button(paragraph.id, "Link zu diesem Absatz kopieren"));
  });
})();
