/** Plain text as HTML: an empty line begins a paragraph, a break stays one; nothing in it is markup. */
export function paragraphsOf(text: string): string {
  const words = text.trim();
  if (!words) return "";
  const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return safe
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br>")}</p>`)
    .join("");
}
