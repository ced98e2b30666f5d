/** The second wall around message HTML; the first is the server's allow-list. Loaded with the ticket page only. */
import DOMPurify from "dompurify";

const ALLOWED = {
  ALLOWED_TAGS:
    "a abbr b blockquote br caption code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul".split(
      " ",
    ),
  ALLOWED_ATTR: ["href", "src", "alt", "title", "colspan", "rowspan", "width", "height", "dir", "lang"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

const OWN_PICTURE = /^(\/api\/v1\/portal\/files\/|data:image\/(png|jpeg|gif);base64,)/;

export function cleaned(html: string): string {
  const holder = DOMPurify.sanitize(html, { ...ALLOWED, RETURN_DOM: true }) as unknown as HTMLElement;
  for (const link of holder.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow ugc";
  }
  for (const image of holder.querySelectorAll("img")) {
    // A picture on another server would tell its owner that, when and where the message was read.
    if (OWN_PICTURE.test(image.getAttribute("src") ?? "")) image.loading = "lazy";
    else image.replaceWith(image.alt ? `[${image.alt}]` : "");
  }
  return holder.innerHTML;
}
