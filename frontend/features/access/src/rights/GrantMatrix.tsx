import { ErrorState, Loading, useMediaQuery } from "@relaydesk/ui";
import { usePermissions } from "./api";
import { byModule, isExcluded, withGrant } from "./matrix";
import { type Permission, type Realm, SCOPES, type Scope } from "./types";
import { useWords } from "./useWords";

interface MatrixProps {
  grants: Record<string, Scope>;
  administration: Realm | null;
  readOnly: boolean;
  onChange: (grants: Record<string, Scope>) => void;
}

/** Permission × scope, module by module. Each row is one group of radio buttons: arrows move within it. */
export function GrantMatrix({ grants, administration, readOnly, onChange }: MatrixProps) {
  const { t, word } = useWords();
  const phone = useMediaQuery("(max-width: 767px)");
  const { data, error, refetch } = usePermissions();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  const set = (key: string, scope: Scope | null) => onChange(withGrant(grants, key, scope));
  const row = (one: Permission) => ({
    permission: one,
    scope: grants[one.key] ?? null,
    disabled: readOnly || isExcluded(one, administration),
    onSet: (scope: Scope | null) => set(one.key, scope),
  });
  return (
    <div className="ri-matrices">
      {byModule(data).map(({ module, permissions }) => (
        <table key={module} className="ri-matrix">
          <caption>{word("module", module)}</caption>
          {!phone && (
            <thead>
              <tr>
                <th scope="col">{t("permission")}</th>
                {["none", ...SCOPES].map((scope) => (
                  <th key={scope} scope="col">
                    {word("scope", scope)}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {permissions.map((one) =>
              phone ? <ShortRow key={one.key} {...row(one)} /> : <Row key={one.key} {...row(one)} />,
            )}
          </tbody>
        </table>
      ))}
    </div>
  );
}

interface RowProps {
  permission: Permission;
  scope: Scope | null;
  disabled: boolean;
  onSet: (scope: Scope | null) => void;
}

/** A permission of the daily work reaches so far; one of an administration is allowed or not. */
function choices(realm: Realm): (Scope | null)[] {
  return realm === "business" ? [null, ...SCOPES] : [null, "all"];
}

function Name({ permission }: { permission: Permission }) {
  const { nameOf, word } = useWords();
  return (
    <>
      {nameOf(permission)}
      {permission.realm !== "business" && (
        <span className={`ri-realm ri-realm-${permission.realm}`}>{word("realm", permission.realm)}</span>
      )}
      <small>{permission.key}</small>
    </>
  );
}

function Row({ permission, scope, disabled, onSet }: RowProps) {
  const { t, word, nameOf } = useWords();
  const offered = choices(permission.realm);
  return (
    <tr className={disabled ? "ri-off" : undefined}>
      <th scope="row">
        <Name permission={permission} />
      </th>
      {[null, ...SCOPES].map((one) => (
        <td key={one ?? "none"} className={one === scope ? "ri-on" : undefined}>
          {offered.includes(one) && (
            <label title={`${nameOf(permission)}: ${word("scope", one ?? "none")}`}>
              <input
                type="radio"
                name={`grant-${permission.key}`}
                checked={one === scope}
                disabled={disabled}
                onChange={() => onSet(one)}
              />
              <span className="rd-hidden">
                {permission.realm !== "business" && one === "all"
                  ? t("granted")
                  : word("scope", one ?? "none")}
              </span>
            </label>
          )}
        </td>
      ))}
    </tr>
  );
}

function ShortRow({ permission, scope, disabled, onSet }: RowProps) {
  const { t, word, nameOf } = useWords();
  return (
    <tr className={disabled ? "ri-off" : undefined}>
      <th scope="row">
        <Name permission={permission} />
      </th>
      <td>
        <select
          className="ri-select"
          aria-label={nameOf(permission)}
          value={scope ?? ""}
          disabled={disabled}
          onChange={(event) => onSet(SCOPES.find((one) => one === event.target.value) ?? null)}
        >
          {choices(permission.realm).map((one) => (
            <option key={one ?? "none"} value={one ?? ""}>
              {permission.realm !== "business" && one === "all" ? t("granted") : word("scope", one ?? "none")}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}
