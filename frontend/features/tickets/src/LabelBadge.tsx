import type { Ticket } from "@relaydesk/api-client";
import { useLocale } from "@relaydesk/i18n";
import { Lock } from "lucide-react";

/** A sensitivity label: its name and a lock; the colour is a stripe, so that the text keeps its contrast. */
export function LabelBadge({ label }: { label: NonNullable<Ticket["label"]> }) {
  const { locale } = useLocale();
  return (
    <span className="tk-label" style={{ borderColor: label.colour }}>
      <Lock size={11} aria-hidden style={{ color: label.colour }} />
      {locale === "en" ? label.name_en || label.name : label.name}
    </span>
  );
}
