// A classic script in <head>: it runs before the first paint, so a chosen theme never flashes the other one.
// "system" needs no attribute: `color-scheme: light dark` in tokens.css follows the machine.
(function () {
  try {
    var theme = localStorage.getItem("hyperpanel.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (_) {
    // Storage can be forbidden; the page then follows the machine.
  }
})();
