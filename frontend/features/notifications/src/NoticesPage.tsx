import { useMessages } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading } from "@relaydesk/ui";
import { Button, Segmented } from "antd";
import { BellOff, Settings } from "lucide-react";
import { useState } from "react";
import { useNotices, useRead } from "./api";
import { messages } from "./messages";
import { NoticeList } from "./NoticeList";
import "./notices.css";

interface PageProps {
  onTicket: (number: string) => void;
  onSettings: () => void;
}

/** Everything that one was told in the last months. */
export default function NoticesPage({ onTicket, onSettings }: PageProps) {
  const t = useMessages(messages);
  const [unread, setUnread] = useState(false);
  const query = useNotices(unread);
  const read = useRead();
  const notices = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = notices[0]?.at;
  return (
    <main className="nt-page">
      <header className="nt-head">
        <h1>{t("title")}</h1>
        <Segmented
          value={unread ? "unread" : "all"}
          onChange={(value) => setUnread(value === "unread")}
          options={[
            { value: "all", label: t("all") },
            { value: "unread", label: t("unreadOnly") },
          ]}
        />
        <span className="nt-gap" />
        <Button
          disabled={!notices.some((one) => !one.read)}
          loading={read.isPending}
          onClick={() => newest && read.mutate({ all_until: newest })}
        >
          {t("readAll")}
        </Button>
        <Button icon={<Settings size={14} aria-hidden />} onClick={onSettings}>
          {t("mine")}
        </Button>
      </header>
      {query.isPending && <Loading rows={6} />}
      {query.error && notices.length === 0 && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && notices.length === 0 && (
        <EmptyState
          icon={<BellOff size={40} aria-hidden />}
          title={unread ? t("emptyUnread") : t("empty")}
          hint={t("emptyHint")}
        />
      )}
      <NoticeList notices={notices} onOpen={(notice) => onTicket(notice.ticket.number)} />
      {query.hasNextPage && (
        <Button block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </main>
  );
}
