import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Kbd } from "@relaydesk/ui";
import { Button, Dropdown, Space } from "antd";
import { ChevronUp, Paperclip } from "lucide-react";
import { useRef } from "react";
import { messages } from "../messages";
import { CameraButton } from "./CameraButton";
import type { useComposer } from "./useComposer";

interface SendBarProps {
  ticket: Ticket;
  composer: ReturnType<typeof useComposer>;
}

/** Attach, send, or send and set a status in one go. */
export function SendBar({ ticket, composer }: SendBarProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const file = useRef<HTMLInputElement>(null);
  const { draft, uploads, start, empty, send, sending } = composer;
  const blocked = empty || uploads.length > 0;
  const menu = ticket.next_statuses.map((status) => ({
    key: status.key,
    label: t("sendAnd", { status: locale === "en" ? status.name_en || status.name : status.name }),
  }));
  return (
    <footer>
      <input
        ref={file}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          [...(event.target.files ?? [])].forEach(start);
          event.target.value = "";
        }}
      />
      <Button
        icon={<Paperclip size={14} aria-hidden />}
        aria-label={t("attach")}
        title={t("attach")}
        onClick={() => file.current?.click()}
      />
      <CameraButton onPhoto={start} />
      <span className="tk-send-hint">
        <Kbd combo="Mod+Enter" />
      </span>
      <Space.Compact>
        <Button
          type="primary"
          disabled={blocked}
          title={uploads.length > 0 ? t("waitUpload") : undefined}
          loading={sending.isPending}
          onClick={() => send()}
        >
          {t(draft.mode === "note" ? "saveNote" : "send")}
        </Button>
        {menu.length > 0 && ticket.can.set_status && (
          <Dropdown
            trigger={["click"]}
            placement="topRight"
            disabled={blocked}
            menu={{ items: menu, onClick: ({ key }) => send(key) }}
          >
            <Button
              type="primary"
              disabled={blocked}
              aria-label={t("sendMenu")}
              icon={<ChevronUp size={14} aria-hidden />}
            />
          </Dropdown>
        )}
      </Space.Compact>
    </footer>
  );
}
