// Runs before the first paint so that a dark desk never flashes white. A file of its own because the
// content security policy allows no inline script.
(() => {
  var choice = "system";
  try {
    choice = localStorage.getItem("relaydesk.theme") || "system";
  } catch (_error) {
    choice = "system";
  }
  var dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
