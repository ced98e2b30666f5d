import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Kbd } from "@relaydesk/ui";
import { Button, Dropdown, type MenuProps, Space } from "antd";
import { ChevronUp, Clock, Paperclip, Settings2 } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { messages as ticketMessages } from "../messages";
import { CameraButton } from "./CameraButton";
import { messages } from "./messages";
import type { ComposerState } from "./useComposer";

const ScheduleDialog = lazy(() => import("./ScheduleDialog"));
const WritingSettings = lazy(() => import("./WritingSettings"));
const SET = "status:";

interface SendBarProps {
  ticket: Ticket;
  composer: ComposerState;
  menuOpen: boolean;
  onMenu: (open: boolean) => void;
}

/** Attach, send, send and set a status in one go, or later. */
export function SendBar({ ticket, composer, menuOpen, onMenu }: SendBarProps) {
  const t = useMessages(messages);
  const tt = useMessages(ticketMessages);
  const { locale } = useLocale();
  const file = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<"schedule" | "settings" | null>(null);
  const { draft, part, uploads, start, empty, send, busy, keeping } = composer;
  const blocked = empty || uploads.length > 0;
  const note = draft.mode === "note";
  const statuses = ticket.can.set_status ? ticket.next_statuses : [];
  const items: MenuProps["items"] = [
    ...statuses.map((status) => ({
      key: SET + status.key,
      disabled: blocked,
      label: tt("sendAnd", { status: locale === "en" ? status.name_en || status.name : status.name }),
    })),
    ...(note
      ? []
      : [
          { type: "divider" as const },
          {
            key: "schedule",
            disabled: blocked,
            icon: <Clock size={14} aria-hidden />,
            label: t("schedule"),
          },
        ]),
    { key: "settings", icon: <Settings2 size={14} aria-hidden />, label: t("writingSettings") },
  ];
  const onClick: MenuProps["onClick"] = ({ key }) => {
    onMenu(false);
    if (key.startsWith(SET)) void send({ status: key.slice(SET.length) });
    else setDialog(key === "schedule" ? "schedule" : "settings");
  };
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
        aria-label={tt("attach")}
        title={tt("attach")}
        onClick={() => file.current?.click()}
      />
      <CameraButton onPhoto={start} />
      {!empty && (
        <span className="tk-keeping" role="status">
          {t(keeping === "local" ? "draftLocal" : part.dirty ? "draftSaving" : "draftSaved")}
        </span>
      )}
      <span className="tk-send-hint">
        <Kbd combo="Mod+Enter" />
      </span>
      <Space.Compact>
        <Button
          type="primary"
          disabled={blocked}
          title={uploads.length > 0 ? tt("waitUpload") : undefined}
          loading={busy}
          onClick={() => void send()}
        >
          {tt(note ? "saveNote" : "send")}
        </Button>
        <Dropdown
          trigger={["click"]}
          placement="topRight"
          open={menuOpen}
          onOpenChange={onMenu}
          menu={{ items, onClick, autoFocus: true }}
        >
          <Button type="primary" aria-label={tt("sendMenu")} icon={<ChevronUp size={14} aria-hidden />} />
        </Dropdown>
      </Space.Compact>
      <Suspense fallback={null}>
        {dialog === "schedule" && (
          <ScheduleDialog
            onClose={() => setDialog(null)}
            onChoose={(at) => {
              setDialog(null);
              void send({ at });
            }}
          />
        )}
        {dialog === "settings" && <WritingSettings onClose={() => setDialog(null)} />}
      </Suspense>
    </footer>
  );
}
