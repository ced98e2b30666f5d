import { soon, useDelayed } from "@relaydesk/ui";
import { Suspense } from "react";
import type { EditorProps } from "./RichEditor";

const RichEditor = soon(() => import("./RichEditor"));
export const loadEditor = RichEditor.fetch;

/** Moving through tickets faster than this (ms) makes no editor for each of them. */
const REST = 350;

interface SlotProps extends EditorProps {
  /** The agent has asked to write: no waiting. */
  now: boolean;
  onWrite: () => void;
}

/** The editor, or, until the reader stays with the ticket, something that looks the same and costs nothing. */
export function EditorSlot({ now, onWrite, ...editor }: SlotProps) {
  const rested = useDelayed(true, REST);
  const stand = (
    <button type="button" className="tk-editor tk-editor-stand" onClick={onWrite}>
      {editor.placeholder}
    </button>
  );
  if (!now && !rested && editor.html === "") return stand;
  return (
    <Suspense fallback={stand}>
      <RichEditor {...editor} />
    </Suspense>
  );
}
