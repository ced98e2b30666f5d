import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useMediaQuery } from "@relaydesk/ui";
import { Button, Popover } from "antd";
import { Bell as BellIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { type Notice, useNotices, useRead, useUnread } from "./api";
import { messages } from "./messages";
import { NoticeList } from "./NoticeList";
import "./notices.css";

interface BellProps {
  /** The ticket on the screen: what was told of it is read. */
  opened: string | null;
  /** False for who looks with somebody else's eyes: he reads nothing in that one's name. */
  reads: boolean;
  onTicket: (number: string) => void;
  onAll: () => void;
}

/** The bell with the number of unread lines; pressed, the latest of them. */
export default function Bell({ opened, reads, onTicket, onAll }: BellProps) {
  const t = useMessages(messages);
  const phone = useMediaQuery("(max-width: 767px)");
  const [open, setOpen] = useState(false);
  const unread = useUnread().data ?? 0;
  useReadOpened(reads ? opened : null, unread);
  const label = unread > 0 ? t("bell", { n: unread }) : t("bellNone");
  const button = (
    <button
      type="button"
      className="desk-place nt-bell"
      aria-label={label}
      title={label}
      onClick={phone ? onAll : undefined}
    >
      <BellIcon size={18} aria-hidden />
      {t("notices")}
      {unread > 0 && (
        <span className="nt-badge" aria-hidden>
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </button>
  );
  if (phone) return button;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightBottom"
      destroyOnHidden
      content={
        <Latest
          onOpen={(notice) => {
            setOpen(false);
            onTicket(notice.ticket.number);
          }}
          onAll={() => {
            setOpen(false);
            onAll();
          }}
        />
      }
    >
      {button}
    </Popover>
  );
}

/** Tells the server that the ticket on the screen was seen, as often as something new came while one looks. */
function useReadOpened(opened: string | null, unread: number) {
  const { mutate } = useRead();
  useEffect(() => {
    if (!opened || unread === 0) return;
    const tell = () => {
      if (document.visibilityState === "visible") mutate({ ticket: opened });
    };
    // Whoever moves through the list with `j` has not read what flies by.
    const timer = setTimeout(tell, 700);
    document.addEventListener("visibilitychange", tell);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [opened, unread, mutate]);
}

function Latest({ onOpen, onAll }: { onOpen: (notice: Notice) => void; onAll: () => void }) {
  const t = useMessages(messages);
  const query = useNotices(false);
  const read = useRead();
  const notices = query.data?.pages[0]?.items.slice(0, 12) ?? [];
  const newest = notices[0]?.at;
  return (
    <section className="nt-latest" aria-label={t("title")}>
      <header>
        <strong>{t("title")}</strong>
        <Button
          size="small"
          type="text"
          disabled={!notices.some((one) => !one.read)}
          loading={read.isPending}
          onClick={() => newest && read.mutate({ all_until: newest })}
        >
          {t("readAll")}
        </Button>
      </header>
      {query.isPending && <Loading rows={3} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && notices.length === 0 && <EmptyState title={t("empty")} hint={t("emptyHint")} />}
      <NoticeList notices={notices} onOpen={onOpen} />
      <Button block type="link" onClick={onAll}>
        {t("showAll")}
      </Button>
    </section>
  );
}
