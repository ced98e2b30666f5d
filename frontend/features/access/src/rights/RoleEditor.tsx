import { PageHead, useAdmin, useConfirm } from "@relaydesk/admin-kit";
import { ApiProblem } from "@relaydesk/api-client";
import type { Translate } from "@relaydesk/i18n";
import { EmptyState, ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button, Segmented } from "antd";
import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { type RoleIn, useDeleteRole, usePermissions, useRoles, useSaveRole } from "./api";
import { Clearances } from "./Clearances";
import { FieldMatrix } from "./FieldMatrix";
import { GrantMatrix } from "./GrantMatrix";
import { administrationOf, keyFrom } from "./matrix";
import type { RightsKey } from "./messages";
import { RoleHead } from "./RoleHead";
import type { Role } from "./types";
import { useWords } from "./useWords";
import "./rights.css";

const TABS = ["grants", "fields", "labels"] as const;
type Tab = (typeof TABS)[number];

const EMPTY: RoleIn = {
  key: "",
  name: "",
  name_en: "",
  grants: {},
  field_rights: [],
  labels: [],
  second_factor: false,
};

function bodyOf(role: Role): RoleIn {
  const { key, name, name_en, grants, field_rights, labels, second_factor } = role;
  return { key, name, name_en, grants, field_rights, labels, second_factor };
}

/** One role on a page of its own. */
export function RoleEditor({ roleKey }: { roleKey: string }) {
  const { t, nameOf } = useWords();
  const { query } = useAdmin();
  const { data: roles, error, refetch } = useRoles();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!roles) return <Loading rows={8} />;
  if (roleKey !== "new") {
    const role = roles.find((one) => one.key === roleKey);
    return role ? (
      <Editor key={role.version} known={role} initial={bodyOf(role)} />
    ) : (
      <Gone text={t("noRole")} />
    );
  }
  const model = roles.find((one) => one.key === query.like);
  const initial = model
    ? { ...bodyOf(model), key: "", name: t("copyOf", { name: nameOf(model) }), name_en: "" }
    : EMPTY;
  return <Editor known={null} initial={initial} />;
}

function Gone({ text }: { text: string }) {
  const { t } = useWords();
  const { go } = useAdmin();
  return <EmptyState title={text} action={<Button onClick={() => go("roles")}>{t("back")}</Button>} />;
}

function Editor({ known: role, initial }: { known: Role | null; initial: RoleIn }) {
  const { t, word, nameOf } = useWords();
  const { go, query, setQuery, can } = useAdmin();
  const permissions = usePermissions().data ?? [];
  const [form, setForm] = useState(initial);
  const [tried, setTried] = useState(false);
  const tab = TABS.find((one) => one === query.tab) ?? "grants";
  const dirty = JSON.stringify(form) !== JSON.stringify(initial);
  const may = (what: keyof Role["can"]) => (role ? role.can[what] === true : true);
  const readOnly = role !== null && !Object.values(role.can).some(Boolean);
  const administration = administrationOf(form.grants, permissions);
  const change = (part: Partial<RoleIn>) => setForm((now) => ({ ...now, ...part }));
  const acts = useRoleActs(role, form, () => setTried(true));
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => dirty && event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);
  return (
    <div className="ad-page">
      <PageHead
        title={
          <>
            <Button
              type="text"
              size="small"
              aria-label={t("back")}
              icon={<ArrowLeft size={16} aria-hidden />}
              onClick={() => go("roles")}
            />{" "}
            {role ? nameOf(role) : t("newRole")}
          </>
        }
        hint={role && [word("realm", role.realm), role.built_in && t("builtIn")].filter(Boolean).join(" · ")}
        actions={
          <>
            {role && (can("access.manage_roles") || can("access.grant_privileged")) && (
              <Button onClick={() => go(`roles/new?like=${role.key}`)}>{t("copyRole")}</Button>
            )}
            {role?.can.delete && (
              <Button danger onClick={acts.remove}>
                {t("delete")}
              </Button>
            )}
          </>
        }
      />
      <div className="ad-scroll ri-body">
        {readOnly && (
          <Alert
            type="info"
            showIcon
            title={t("notEditable", {
              why: t(role.realm === "business" ? "why_permission" : "why_privileged"),
            })}
          />
        )}
        {acts.error && <Alert type="error" showIcon role="alert" title={t("notSaved") + acts.error} />}
        <RoleHead
          form={form}
          isNew={role === null}
          mayRename={may("rename")}
          mayRequire={role ? may("edit_second_factor") : can("access.manage_sign_in")}
          tried={tried}
          onChange={change}
        />
        <Segmented<Tab>
          aria-label={t("permission")}
          value={tab}
          options={TABS.map((one) => ({ value: one, label: t(`tab_${one}`) }))}
          onChange={(next) => setQuery({ tab: next })}
        />
        {role && !readOnly && tab === "grants" && !may("edit_grants") && (
          <p className="ri-note">{t("grantsLaidDown")}</p>
        )}
        {administration && tab === "grants" && (
          <p className="ri-note">{t("exclusive", { realm: word("realm", administration) })}</p>
        )}
        {tab === "grants" && (
          <GrantMatrix
            grants={form.grants}
            administration={administration}
            readOnly={!may("edit_grants")}
            onChange={(grants) => change({ grants })}
          />
        )}
        {tab === "fields" && (
          <FieldMatrix
            lines={form.field_rights}
            readOnly={!may("edit_field_rights")}
            onChange={(field_rights) => change({ field_rights })}
          />
        )}
        {tab === "labels" && (
          <Clearances
            labels={form.labels}
            readOnly={!may("edit_labels")}
            onChange={(labels) => change({ labels })}
          />
        )}
      </div>
      {!readOnly && (dirty || role === null) && (
        <footer className="ri-foot">
          <span>{dirty && t("changed")}</span>
          <Button onClick={() => setForm(initial)} disabled={!dirty}>
            {t("discard")}
          </Button>
          <Button type="primary" loading={acts.saving} onClick={acts.save}>
            {t("save")}
          </Button>
        </footer>
      )}
    </div>
  );
}

/** Saving and deleting, and what they may be refused with. */
function useRoleActs(role: Role | null, form: RoleIn, onTry: () => void) {
  const { t, nameOf } = useWords();
  const { go } = useAdmin();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const saving = useSaveRole();
  const deleting = useDeleteRole();
  const save = () => {
    onTry();
    const key = role?.key ?? (form.key || keyFrom(form.name_en || form.name));
    if (!form.name.trim() || !key) return;
    saving.mutate(
      { body: { ...form, key, name: form.name.trim() }, known: role },
      {
        onSuccess: () => {
          message.success(t("saved"));
          if (!role) go(`roles/${key}`);
        },
      },
    );
  };
  const remove = async () => {
    if (!role) return;
    const title = t("deleteRole", { name: nameOf(role) });
    if (!(await confirm({ title, consequence: t("deleteRoleText"), verb: t("delete") }))) return;
    deleting.mutate(role.key, { onSuccess: () => go("roles") });
  };
  const error = saving.error ?? deleting.error;
  return {
    save,
    remove: () => void remove(),
    saving: saving.isPending,
    error: error ? refusalOf(error, t, textOf) : null,
  };
}

const REFUSALS = {
  role_exists: "refused_exists",
  role_in_use: "refused_in_use",
  built_in_role: "refused_built_in",
  role_held_by_oneself: "refused_own",
  administrations_exclude_each_other: "excludes",
} as const;

function refusalOf(error: unknown, t: Translate<RightsKey>, other: (error: unknown) => string): string {
  const code = error instanceof ApiProblem ? error.code : "";
  return Object.hasOwn(REFUSALS, code) ? t(REFUSALS[code as keyof typeof REFUSALS]) : other(error);
}
