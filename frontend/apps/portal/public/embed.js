/* Relaydesk request form: <script src="https://HOST/portal/embed.js" async></script>
   Puts the form in the place of the script and keeps its height. ASCII only: host pages may be in any charset. */
(() => {
  const script = document.currentScript;
  if (!script?.parentNode) return;
  const base = new URL(script.src, location.href);
  const query = new URLSearchParams({ embed: "1" });
  for (const name of ["lang", "subject"]) {
    const value = script.getAttribute(`data-${name}`);
    if (value) query.set(name, value);
  }
  const frame = document.createElement("iframe");
  frame.src = `${base.origin}${base.pathname.replace(/embed\.js$/, "form")}?${query}`;
  frame.title = script.getAttribute("data-title") || "Contact form";
  frame.style.cssText = "display:block;width:100%;border:0;height:760px;color-scheme:normal";
  script.parentNode.insertBefore(frame, script.nextSibling);
  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== base.origin) return;
    const { type, height } = event.data ?? {};
    if (type === "relaydesk:height" && typeof height === "number" && height > 0) {
      frame.style.height = `${Math.min(Math.ceil(height), 6000)}px`;
    }
  });
})();
