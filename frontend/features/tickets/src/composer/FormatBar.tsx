import { useMessages } from "@relaydesk/i18n";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { Bold, Code, Italic, Link, List, ListOrdered, Quote } from "lucide-react";
import { messages } from "../messages";

/** Buttons for the marks of the text. */
export function FormatBar({ editor }: { editor: Editor }) {
  const t = useMessages(messages);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive("bold"),
      italic: now.isActive("italic"),
      bullets: now.isActive("bulletList"),
      numbers: now.isActive("orderedList"),
      link: now.isActive("link"),
      quote: now.isActive("blockquote"),
      code: now.isActive("codeBlock"),
    }),
  });
  const chain = () => editor.chain().focus();
  const editLink = () => {
    const before = String(editor.getAttributes("link").href ?? "");
    const href = window.prompt(t("linkPrompt"), before || "https://");
    if (href === null) return;
    if (href.trim() === "" || href.trim() === "https://") chain().extendMarkRange("link").unsetLink().run();
    else if (editor.state.selection.empty && !on.link)
      chain()
        .insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] })
        .run();
    else chain().extendMarkRange("link").setLink({ href }).run();
  };
  const buttons = [
    { key: "bold", Icon: Bold, run: () => chain().toggleBold().run() },
    { key: "italic", Icon: Italic, run: () => chain().toggleItalic().run() },
    { key: "bullets", Icon: List, run: () => chain().toggleBulletList().run() },
    { key: "numbers", Icon: ListOrdered, run: () => chain().toggleOrderedList().run() },
    { key: "link", Icon: Link, run: editLink },
    { key: "quote", Icon: Quote, run: () => chain().toggleBlockquote().run() },
    { key: "code", Icon: Code, run: () => chain().toggleCodeBlock().run() },
  ] as const;
  return (
    <div className="tk-format" role="toolbar" aria-label={t("formatting")}>
      {buttons.map(({ key, Icon, run }) => (
        <button
          key={key}
          type="button"
          aria-pressed={on[key]}
          aria-label={t(key)}
          title={t(key)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          <Icon size={14} aria-hidden />
        </button>
      ))}
    </div>
  );
}
