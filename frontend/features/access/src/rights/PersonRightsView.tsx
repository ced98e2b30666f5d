import { ErrorState, Loading } from "@relaydesk/ui";
import { Alert } from "antd";
import { useFields, useLabels, usePermissions, useRoles } from "./api";
import { type PersonRights, usePersonRights } from "./explainApi";
import { LabelBadge } from "./LabelBadge";
import { byModule, EVERY_TYPE } from "./matrix";
import { useWords } from "./useWords";
import "./rights.css";

/** What a person can do now, and which role gives it. */
export function PersonRightsView({ id }: { id: string }) {
  const { t } = useWords();
  const { data, error, refetch } = usePersonRights(id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={6} />;
  return (
    <div>
      <h3 className="ri-count">
        {data.name} <small className="ad-muted">{t("asOf")}</small>
      </h3>
      {!data.active && <Alert type="warning" showIcon title={t("notActive")} />}
      {data.standing_in.length > 0 && (
        <p className="ri-note">
          {t("standingIn")}: {data.standing_in.map((one) => one.name).join(", ")}
        </p>
      )}
      {data.grants.length === 0 && <p className="ri-note">{t("noRights")}</p>}
      <Granted rights={data} />
      <Cleared labels={data.labels} />
      <Narrowed rights={data} />
    </div>
  );
}

function Granted({ rights }: { rights: PersonRights }) {
  const { t, nameOf, word } = useWords();
  const permissions = usePermissions().data ?? [];
  const roles = new Map(useRoles().data?.map((one) => [one.key, nameOf(one)]));
  const granted = new Map(rights.grants.map((one) => [one.permission, one]));
  const groups = byModule(permissions.filter((one) => granted.has(one.key)));
  return (
    <div className="ri-matrices">
      {groups.map(({ module, permissions: list }) => (
        <table key={module} className="ri-matrix ri-said">
          <caption>{word("module", module)}</caption>
          <tbody>
            {list.map((one) => {
              const grant = granted.get(one.key);
              return (
                <tr key={one.key}>
                  <th scope="row">{nameOf(one)}</th>
                  <td>{one.realm === "business" ? word("scope", grant?.scope ?? "none") : t("granted")}</td>
                  <td>
                    <small>
                      {t("byRole", {
                        role: (grant?.roles ?? []).map((key) => roles.get(key) ?? key).join(", "),
                      })}
                    </small>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function Cleared({ labels }: { labels: string[] }) {
  const { t, nameOf } = useWords();
  const known = new Map(useLabels(labels.length > 0).data?.map((one) => [one.key, one]));
  return (
    <p className="ri-line-of">
      <strong>{t("clearances")}</strong>{" "}
      {labels.length === 0
        ? t("none")
        : labels.map((key) => {
            const label = known.get(key);
            return (
              <LabelBadge key={key} name={label ? nameOf(label) : key} colour={label?.colour ?? "#888"} />
            );
          })}
    </p>
  );
}

function Narrowed({ rights }: { rights: PersonRights }) {
  const { t, nameOf, word } = useWords();
  const fields = new Map(useFields().data?.map((one) => [one.key, nameOf(one)]));
  const lines = rights.field_rights.filter((one) => one.right !== "write");
  return (
    <p className="ri-line-of">
      <strong>{t("narrowed")}</strong>{" "}
      {lines.length === 0
        ? t("none")
        : lines
            .map((one) => {
              const type = one.ticket_type && one.ticket_type !== EVERY_TYPE ? ` (${one.ticket_type})` : "";
              return `${fields.get(one.field) ?? one.field}${type}: ${word("right", one.right)}`;
            })
            .join(" · ")}
    </p>
  );
}
