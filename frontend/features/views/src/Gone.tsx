import { useMessages } from "@relaydesk/i18n";
import { EmptyState } from "@relaydesk/ui";
import { EyeOff } from "lucide-react";
import { messages } from "./messages";

/** In place of the tickets, when the address names a view that the reader does not have. */
export default function Gone() {
  const t = useMessages(messages);
  return <EmptyState icon={<EyeOff size={40} aria-hidden />} title={t("gone")} hint={t("goneHint")} />;
}
