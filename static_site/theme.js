// A classic script in <head>: it runs before the first paint, so a chosen theme never flashes the other one and
// a page that reads from right to left never turns round.
// "system" needs no attribute: `color-scheme: light dark` in tokens.css follows the machine.
(function () {
  var root = document.documentElement;
  var known = ["en", "tr", "fa"];
  /** @type {(string | null)[]} */
  var wanted = [].slice.call(navigator.languages || [navigator.language]);
  try {
    var theme = localStorage.getItem("hyperpanel.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    wanted.unshift(localStorage.getItem("hyperpanel.language"));
  } catch (_) {
    // Storage can be forbidden; the page then follows the machine.
  }
  var names = wanted.map(function (name) {
    return String(name).toLowerCase().split("-")[0];
  });
  root.lang = names.filter(function (name) { return known.indexOf(name) >= 0; })[0] || "en";
  root.dir = root.lang === "fa" ? "rtl" : "ltr";
})();
