import { ErrorState, Loading } from "@relaydesk/ui";
import { Alert } from "antd";
import { useAccount, useFields, useLabels, useRoles } from "./api";
import { type Granted, type PersonRights, type Source, usePersonRights } from "./explainApi";
import { LabelBadge } from "./LabelBadge";
import { EVERY_TYPE } from "./matrix";
import { useWords } from "./useWords";
import "./rights.css";

/** What a person can do now, and which role or stand-in gives it. */
export function PersonRightsView({ id }: { id: string }) {
  const { t } = useWords();
  const { data, error, refetch } = usePersonRights(id);
  const account = useAccount(id).data;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={6} />;
  return (
    <div>
      <h3 className="ri-count">
        {account?.agent_name} <small className="ad-muted">{t("asOf")}</small>
      </h3>
      {account && !account.active && <Alert type="warning" showIcon title={t("notActive")} />}
      {data.standing_in.length > 0 && (
        <p className="ri-note">
          {t("standingIn")}: {data.standing_in.join(", ")}
        </p>
      )}
      {data.permissions.length === 0 && <p className="ri-note">{t("noRights")}</p>}
      <GrantedTables permissions={data.permissions} />
      <Cleared labels={data.labels} />
      <Narrowed lines={data.field_rights} />
    </div>
  );
}

function GrantedTables({ permissions }: { permissions: Granted[] }) {
  const { t, nameOf, word } = useWords();
  const roles = new Map(useRoles().data?.map((one) => [one.key, nameOf(one)]));
  const modules = [...new Set(permissions.map((one) => one.module))];
  const say = (source: Source) =>
    source.kind === "role" ? (roles.get(source.key) ?? source.name) : t("why_standin", { name: source.name });
  return (
    <div className="ri-matrices">
      {modules.map((module) => (
        <table key={module} className="ri-matrix ri-said">
          <caption>{word("module", module)}</caption>
          <tbody>
            {permissions
              .filter((one) => one.module === module)
              .map((one) => (
                <tr key={one.permission}>
                  <th scope="row">{nameOf(one)}</th>
                  <td>{one.realm === "business" ? word("scope", one.scope ?? "none") : t("granted")}</td>
                  <td>
                    <small>{t("byRole", { role: one.sources.map(say).join(", ") })}</small>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function Cleared({ labels }: { labels: PersonRights["labels"] }) {
  const { t, nameOf } = useWords();
  const held = Object.entries(labels);
  const known = new Map(useLabels(held.length > 0).data?.map((one) => [one.key, one]));
  return (
    <p className="ri-line-of">
      <strong>{t("clearances")}</strong>{" "}
      {held.length === 0
        ? t("none")
        : held.map(([key, roles]) => {
            const label = known.get(key);
            return (
              <span key={key}>
                <LabelBadge name={label ? nameOf(label) : key} colour={label?.colour ?? "#888888"} />{" "}
                <small className="ad-muted">{t("byRole", { role: roles.join(", ") })}</small>
              </span>
            );
          })}
    </p>
  );
}

function Narrowed({ lines }: { lines: PersonRights["field_rights"] }) {
  const { t, nameOf, word } = useWords();
  const fields = new Map(useFields().data?.map((one) => [one.key, nameOf(one)]));
  const narrowed = lines.filter((one) => one.right !== "write");
  const say = (one: (typeof lines)[number]) => {
    const type = one.ticket_type && one.ticket_type !== EVERY_TYPE ? ` (${one.ticket_type})` : "";
    return `${fields.get(one.field) ?? one.field}${type}: ${word("right", one.right)}`;
  };
  return (
    <p className="ri-line-of">
      <strong>{t("narrowed")}</strong> {narrowed.length === 0 ? t("none") : narrowed.map(say).join(" · ")}
    </p>
  );
}
