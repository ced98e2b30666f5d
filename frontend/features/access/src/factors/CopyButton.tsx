import { useMessages } from "@relaydesk/i18n";
import { App, Button } from "antd";
import { Copy } from "lucide-react";
import { messages } from "./messages";

/** Copies a text and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useMessages(messages);
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard?.writeText(text);
    message.success(t("copied"));
  };
  return (
    <Button size="small" icon={<Copy size={13} aria-hidden />} onClick={() => void copy()}>
      {label ?? t("copy")}
    </Button>
  );
}
