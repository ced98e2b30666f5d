import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading } from "@relaydesk/ui";
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { messages } from "./cardMessages";
import "./card.css";

/** So much of a mail is shown; the whole can be downloaded. In bytes. */
const SHOWN = 200 * 1024;

/** The raw mail as it came: header lines and source, as text. */
export default function OriginalDialog({ message, onClose }: { message: string; onClose: () => void }) {
  const t = useMessages(messages);
  const address = `/api/v1/messages/${message}/original`;
  const { data, error, refetch } = useQuery({
    queryKey: ["original", message],
    queryFn: async ({ signal }) => {
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const bytes = await answer.arrayBuffer();
      return { text: new TextDecoder().decode(bytes.slice(0, SHOWN)), cut: bytes.byteLength > SHOWN };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  return (
    <Modal
      open
      width={860}
      title={t("originalTitle")}
      onCancel={onClose}
      footer={[
        <Button key="download" href={address} download>
          {t("download")}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t("close")}
        </Button>,
      ]}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={8} />}
      {data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long text is scrolled by the keyboard too
        <pre className="tk-original" tabIndex={0}>
          {data.text}
        </pre>
      )}
      {data?.cut && <p>{t("cut", { n: SHOWN / 1024 })}</p>}
    </Modal>
  );
}
