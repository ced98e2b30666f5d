import { useMessages } from "@relaydesk/i18n";
import { Alert, Button, Space } from "antd";
import { messages } from "./messages";
import type { ComposerState } from "./useComposer";

/** What came while the agent wrote, and the choice: go on writing, or send all the same. */
export function StaleNotice({ composer }: { composer: ComposerState }) {
  const t = useMessages(messages);
  const { stale } = composer;
  if (!stale) return null;
  const came = composer.messages.filter((item) => item.message && stale.ids.includes(item.message.id));
  return (
    <Alert
      type="warning"
      showIcon
      title={t("staleTitle")}
      description={
        <>
          <p>{t("staleHint")}</p>
          <ul className="tk-stale">
            {came.map(({ id, message }) => (
              <li key={id}>
                <strong>{message?.author.name}</strong> {message?.body_text.slice(0, 300)}
              </li>
            ))}
          </ul>
          <Space>
            <Button size="small" type="primary" onClick={composer.haveRead}>
              {t("goOn")}
            </Button>
            <Button size="small" onClick={() => void composer.send({ ...stale.wish, anyway: true })}>
              {t("sendAnyway")}
            </Button>
          </Space>
        </>
      }
    />
  );
}
