import { useMessages } from "@relaydesk/i18n";
import { EmptyState } from "@relaydesk/ui";
import { Button } from "antd";
import { messages } from "../shellMessages";

export function NotFound() {
  const t = useMessages(messages);
  return <EmptyState title={t("notFound")} action={<Button href="/desk/">{t("home")}</Button>} />;
}

/** Shown when a page throws: what happened, and the way on. */
export function Crashed({ error }: { error: unknown }) {
  const t = useMessages(messages);
  return (
    <EmptyState
      title={t("crashed")}
      hint={error instanceof Error ? error.message : String(error)}
      action={<Button onClick={() => location.reload()}>{t("reload")}</Button>}
    />
  );
}
