import { AdminLink } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { ErrorState, fullTime, Loading } from "@relaydesk/ui";
import { Drawer } from "antd";
import type { ReactNode } from "react";
import { type RecordDetail, useEvent } from "./api";
import { changesIn, plain } from "./filters";
import { messages } from "./messages";

/** One event with all that it says: what was before and after, whence, and its seal. */
export function EventDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useMessages(messages);
  const { data, error, refetch } = useEvent(id);
  return (
    <Drawer open size={"min(560px, 100%)" as never} title={t("detail", { id })} onClose={onClose}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={6} />}
      {data && <Detail event={data} />}
    </Drawer>
  );
}

function Detail({ event }: { event: RecordDetail }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { changes, rest } = changesIn(event.payload);
  const facts: [string, ReactNode][] = [
    [t("when"), fullTime(event.at, locale)],
    [
      t("about"),
      <AdminLink key="about" to={`record?${new URLSearchParams({ subject: event.subject })}`}>
        {event.subject}
      </AdminLink>,
    ],
    [t("outcome"), t(`outcome_${event.outcome}`)],
    [t("address"), event.source.ip ?? "–"],
    [t("session"), event.source.by ?? "–"],
    [t("request"), event.source.request ?? "–"],
    [t("event"), <code key="event">{event.name}</code>],
    ...(event.cause
      ? [
          [
            t("cause"),
            <AdminLink key="cause" to={`record/${event.cause}`}>
              {t("detail", { id: event.cause })}
            </AdminLink>,
          ] as [string, ReactNode],
        ]
      : []),
    [t("integrity"), event.seal === null ? t("unsealed") : t("sealed", { n: event.seal })],
  ];
  return (
    <>
      <p className="au-said">
        <strong>{event.actor.name}</strong> {event.sentence[locale]}
      </p>
      <dl className="au-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {changes.length > 0 && (
        <table className="au-changes">
          <caption>{t("changes")}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("after")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((one) => (
              <tr key={one.field}>
                <th scope="row">{one.field}</th>
                <td className="au-before">{plain(one.before)}</td>
                <td className="au-after">{plain(one.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rest.length > 0 && (
        <>
          <h3 className="au-head">{t("more")}</h3>
          <dl className="au-facts">
            {rest.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{plain(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {event.actor.id && (
        <p>
          <AdminLink to={`record?${new URLSearchParams({ actor: event.actor.id })}`}>{t("alsoBy")}</AdminLink>
        </p>
      )}
    </>
  );
}
