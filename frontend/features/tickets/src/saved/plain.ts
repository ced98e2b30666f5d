import { paragraphsOf } from "../model/paragraphs";

/** The text behind simple HTML, or the HTML itself when it has more than paragraphs and line breaks. */
export function plainOf(html: string): string {
  if (/<(?!\/?p>|br ?\/?>)/i.test(html)) return html;
  const text = html
    .replace(/<br ?\/?>/gi, "\n")
    .replace(/<\/p>\s*<p>/gi, "\n\n")
    .replace(/<\/?p>/gi, "");
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

/** HTML of a text: paragraphs and line breaks; what is HTML already stays. */
export function htmlOf(text: string): string {
  return /<\/?[a-z][^<>]*>/i.test(text) ? text : paragraphsOf(text);
}
