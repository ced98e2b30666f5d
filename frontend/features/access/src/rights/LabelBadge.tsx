import { Lock } from "lucide-react";

/** A sensitivity label: its name, a lock, and a stripe of its colour. The text keeps the page's contrast. */
export function LabelBadge({ name, colour }: { name: string; colour: string }) {
  return (
    <span className="ri-label" style={{ borderColor: colour }}>
      <Lock size={11} aria-hidden style={{ color: colour }} /> {name}
    </span>
  );
}
