import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { CopyButton } from "../factors/CopyButton";
import { messages } from "./messages";
import "../account/account.css";

interface SecretProps {
  lines: { label?: string; text: string }[];
  onDone: () => void;
}

/** What is shown this once: copy it, then it is gone. */
export function OneTimeSecret({ lines, onDone }: SecretProps) {
  const t = useMessages(messages);
  return (
    <>
      <p>{t("tokenOnce")}</p>
      {lines.map(({ label, text }) => (
        <div key={text}>
          {label && <p className="ad-muted">{label}</p>}
          <div className="ac-secret">
            <code>{text}</code>
            <CopyButton text={text} />
          </div>
        </div>
      ))}
      <Button type="primary" onClick={onDone}>
        {t("done")}
      </Button>
    </>
  );
}
