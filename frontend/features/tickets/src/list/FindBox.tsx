import { useMessages } from "@relaydesk/i18n";
import { Kbd } from "@relaydesk/ui";
import { Search } from "lucide-react";
import { memo } from "react";
import { messages } from "../messages";

/** The way to the search: looks like its box, and is opened by `/` everywhere. */
export const FindBox = memo(function FindBox({ onFind }: { onFind: () => void }) {
  const t = useMessages(messages);
  return (
    <button type="button" className="tk-find" onClick={onFind}>
      <Search size={14} aria-hidden />
      <span>{t("find")}</span>
      <Kbd combo="/" />
    </button>
  );
});
