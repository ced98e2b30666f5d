import { usePages } from "@relaydesk/admin-kit";
import { Avatar, ErrorState, Loading } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { useLabels, useRoles } from "./api";
import { type Reason, readSeers, type Seer } from "./explainApi";
import { useWords } from "./useWords";
import "./rights.css";

/** Everybody who can see a ticket now, each with the reason. */
export function TicketAccessView({ number }: { number: string }) {
  const { t, nameOf } = useWords();
  const list = usePages<Seer>(["access", "ticket", number], (cursor, signal) =>
    readSeers(number, cursor, signal),
  );
  const key = list.rows.find((one) => one.cleared_for)?.cleared_for ?? null;
  const label = useLabels(key !== null).data?.find((one) => one.key === key);
  const say = useReason();
  if (list.error) return <ErrorState error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <Loading rows={4} />;
  return (
    <div>
      {key && (
        <Alert type="warning" showIcon title={t("labelNote", { label: label ? nameOf(label) : key })} />
      )}
      <h3 className="ri-count">
        {list.hasMore ? t("explainTicket") : t("canSee", { n: list.rows.length })}{" "}
        <small className="ad-muted">{t("asOf")}</small>
      </h3>
      <ul className="ri-people">
        {list.rows.map((one) => (
          <li key={one.account_id} className="ri-person">
            <Avatar name={one.name} size={26} />
            <div>
              <strong>{one.name}</strong> <span className="ad-tag">{t(one.writes ? "write" : "read")}</span>
              <div className="ri-why">
                {[...new Set(one.reasons.map(say))].map((reason) => (
                  <small key={reason}>{reason}</small>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button loading={list.isLoadingMore} onClick={list.more}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

function useReason(): (reason: Reason) => string {
  const { t, nameOf, word } = useWords();
  const roles = new Map(useRoles().data?.map((one) => [one.key, nameOf(one)]));
  return (reason) => {
    const scope = word("scope", reason.scope);
    const through = word("through", reason.through);
    if (reason.kind === "role")
      return t("why_role", { role: roles.get(reason.key) ?? reason.name, scope, through });
    return `${t("why_standin", { name: reason.name })} (${scope}): ${through}`;
  };
}
