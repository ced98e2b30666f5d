import { wordDiff } from "./wordDiff";

/** What became of a text: what went is struck out, what came is underlined; both are said to screen readers. */
export function Diff({ before, after }: { before: string; after: string }) {
  return (
    <p className="tk-diff">
      {wordDiff(before, after).map((piece, place) => {
        const key = `${place}${piece.kind}`;
        if (piece.kind === "gone") return <del key={key}>{piece.text}</del>;
        if (piece.kind === "new") return <ins key={key}>{piece.text}</ins>;
        return <span key={key}>{piece.text}</span>;
      })}
    </p>
  );
}
