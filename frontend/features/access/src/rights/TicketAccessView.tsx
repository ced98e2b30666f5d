import { Avatar, ErrorState, Loading } from "@relaydesk/ui";
import { Alert } from "antd";
import { usePermissions, useRoles } from "./api";
import { type Reason, useTicketAccess } from "./explainApi";
import { useWords } from "./useWords";
import "./rights.css";

/** Everybody who can see a ticket now, each with the reason. */
export function TicketAccessView({ number }: { number: string }) {
  const { t, nameOf } = useWords();
  const { data, error, refetch } = useTicketAccess(number);
  const say = useReason();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={4} />;
  return (
    <div>
      {data.label && <Alert type="warning" showIcon title={t("labelNote", { label: nameOf(data.label) })} />}
      {data.deleted && <Alert type="warning" showIcon title={t("deletedNote")} />}
      <h3 className="ri-count">
        {t("canSee", { n: data.people.length })} <small className="ad-muted">{t("asOf")}</small>
      </h3>
      <ul className="ri-people">
        {data.people.map((one) => (
          <li key={one.account_id} className="ri-person">
            <Avatar name={one.name} size={26} />
            <div>
              <strong>{one.name}</strong>{" "}
              <span className="ad-tag">{t(one.can_write ? "write" : "read")}</span>
              <div className="ri-why">
                {[...new Set(one.reasons.map(say))].map((reason) => (
                  <small key={reason}>{reason}</small>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useReason(): (reason: Reason) => string {
  const { t, nameOf, word } = useWords();
  const roles = new Map(useRoles().data?.map((one) => [one.key, nameOf(one)]));
  const permissions = new Map(usePermissions().data?.map((one) => [one.key, nameOf(one)]));
  return (reason) => {
    const text = t("why_role", {
      role: roles.get(reason.role ?? "") ?? reason.role ?? "–",
      permission: permissions.get(reason.permission) ?? reason.permission,
      scope: word("scope", reason.scope),
    });
    return reason.standing_in_for ? `${t("why_standin", { name: reason.standing_in_for })} · ${text}` : text;
  };
}
