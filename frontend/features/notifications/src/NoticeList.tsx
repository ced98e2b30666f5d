import { useLocale, useMessages } from "@relaydesk/i18n";
import { fullTime, shortTime, useNow } from "@relaydesk/ui";
import type { Notice } from "./api";
import { messages } from "./messages";
import "./notices.css";

interface ListProps {
  notices: Notice[];
  onOpen: (notice: Notice) => void;
}

/** One line for each ticket: what happened last, and how often something did since one looked. */
export function NoticeList({ notices, onOpen }: ListProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  return (
    <ul className="nt-list">
      {notices.map((notice) => (
        <li key={notice.id}>
          <button
            type="button"
            className={notice.read ? "nt-line" : "nt-line nt-unread"}
            onClick={() => onOpen(notice)}
          >
            <span className="nt-what">
              {!notice.read && <span className="rd-hidden">{t("unread")} </span>}
              {locale === "en" ? notice.text_en : notice.text}
              {notice.count > 1 && <span className="nt-count">{t("times", { n: notice.count })}</span>}
            </span>
            <time dateTime={notice.at} title={fullTime(notice.at, locale)}>
              {shortTime(notice.at, locale, now)}
            </time>
            <span className="nt-ticket">
              <span className="nt-number">{notice.ticket.number}</span>{" "}
              {notice.ticket.subject || t("noSubject")}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
