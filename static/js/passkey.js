/* Log-in with a key: shows the buttons where the browser knows keys, and says when it did not work. */
(function () {
  "use strict";
  if (window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkey]").forEach(function (button) { button.hidden = false; });
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-failed]").forEach(function (banner) { banner.hidden = false; });
  });
})();
