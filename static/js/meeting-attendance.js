/* Checks somebody in without loading the page anew; without this script each row is a form that does. */
(function () {
  "use strict";
  function replace(page, id) {
    var old = document.getElementById(id), now = page.getElementById(id);
    if (old && now) { old.replaceWith(document.adoptNode(now)); }
    return now;
  }
  function send(form, button) {
    var data = new FormData(form), row = form.closest("li").id, online = button.getAttribute("value") === "online";
    data.append("where", button.getAttribute("value"));
    form.querySelectorAll("button").forEach(function (b) { b.setAttribute("aria-disabled", "true"); });
    // The address as it is written: a field of the form could hide the property.
    fetch(form.getAttribute("action"), { method: "POST", body: data, credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.text(); })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html"), count = page.getElementById("zaehler");
        // Only its words, so that a screen reader hears that they have changed.
        document.getElementById("zaehler").innerHTML = count.innerHTML;
        var now = replace(page, row);
        // Who was not invited now stands among the others: the page itself shows where.
        if (!now || form.closest("details")) { window.location.reload(); return; }
        var buttons = document.getElementById(row).querySelectorAll("button");
        buttons[online && buttons.length > 1 ? 1 : Math.min(Array.prototype.indexOf.call(form.querySelectorAll("button"), button), buttons.length - 1)].focus();
      })
      .catch(function () { window.location.reload(); });
  }
  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (!form.closest("[data-attendance]") || !e.submitter) { return; }
    e.preventDefault();
    if (e.submitter.getAttribute("aria-disabled") !== "true") { send(form, e.submitter); }
  });
})();
