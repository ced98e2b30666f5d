import type { Pieces } from "./api";
import "./marked.css";

/** Text with what was asked for marked: pieces of plain text, so that nothing in it is ever markup. */
export function Marked({ pieces }: { pieces: Pieces }) {
  let at = 0;
  return pieces.map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.hit ? (
      <mark key={key} className="sr-mark">
        {piece.text}
      </mark>
    ) : (
      <span key={key}>{piece.text}</span>
    );
  });
}
