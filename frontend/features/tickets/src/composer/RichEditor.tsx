import { Image } from "@tiptap/extension-image";
import { Placeholder } from "@tiptap/extensions";
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { useEffect, useLayoutEffect, useRef } from "react";
import { FormatBar } from "./FormatBar";
import { MentionNode, VariableNode } from "./marks";
import { Offers } from "./Offers";

export interface EditorProps {
  /** The ticket that is written on: whom can be mentioned, what fills a saved reply. */
  number: string;
  /** `@` offers colleagues: in notes only. */
  mentions: boolean;
  html: string;
  label: string;
  placeholder: string;
  onChange: (html: string) => void;
  /** Pasted or dropped files. */
  onFiles: (files: File[]) => void;
  /** Tab while there is no text. */
  onEmptyTab: () => void;
  onReady: (editor: Editor | null) => void;
}

// Pasted pages must not load pictures from other servers: only what was uploaded here is a picture.
const OwnImage = Image.extend({ parseHTML: () => [{ tag: 'img[src^="/api/v1/"]' }] });

/** The rich text editor. Loaded after the list is on the screen: it is a third of the desk's weight. */
export default function RichEditor(props: EditorProps) {
  const latest = useRef(props);
  const offer = useRef<((event: KeyboardEvent) => boolean) | null>(null);
  // Together with what the screen shows: the editor announces itself in a task of its own, between any two effects.
  useLayoutEffect(() => {
    latest.current = props;
  });
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        horizontalRule: false,
        link: { openOnClick: false, defaultProtocol: "https" },
      }),
      OwnImage.configure({ inline: true }),
      MentionNode,
      VariableNode,
      Placeholder.configure({ placeholder: () => latest.current.placeholder }),
    ],
    content: props.html,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    onCreate: ({ editor: now }) => {
      // A draft that came from the server while the editor was being made.
      const { html, onReady } = latest.current;
      if (now.isEmpty && html !== "") now.commands.setContent(html, { emitUpdate: false });
      onReady(now);
    },
    onDestroy: () => latest.current.onReady(null),
    onUpdate: ({ editor: now }) => latest.current.onChange(now.getHTML()),
    editorProps: {
      attributes: () => ({
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": latest.current.label,
        class: "tk-prose",
      }),
      handlePaste: (_view, event) => takeFiles(event.clipboardData, latest.current.onFiles),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer, latest.current.onFiles),
      handleKeyDown: (view, event) => {
        if (offer.current?.(event)) return true;
        const empty = view.state.doc.textContent === "" && view.state.doc.childCount <= 1;
        if (event.key !== "Tab" || event.shiftKey || event.isComposing || !empty) return false;
        latest.current.onEmptyTab();
        return true;
      },
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: label and placeholder are read when it is drawn again
  useEffect(() => {
    // An empty transaction draws the label and the placeholder again in the new words. Before the editor is
    // mounted there is nothing to draw, and TipTap throws.
    if (editor?.isInitialized && !editor.isDestroyed) editor.view.dispatch(editor.state.tr);
  }, [editor, props.label, props.placeholder]);
  return (
    <>
      <EditorContent editor={editor} className="tk-editor" />
      {editor && <Offers editor={editor} number={props.number} mentions={props.mentions} keys={offer} />}
      {editor && <FormatBar editor={editor} />}
    </>
  );
}

function takeFiles(data: DataTransfer | null, onFiles: (files: File[]) => void): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0) return false;
  onFiles(files);
  return true;
}
