import { PageHead, useAdmin, useConfirm } from "@relaydesk/admin-kit";
import { EmptyState, ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button, Segmented } from "antd";
import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { type RoleIn, useDeleteRole, usePermissions, useRoles, useSaveRole } from "./api";
import { Clearances } from "./Clearances";
import { FieldMatrix } from "./FieldMatrix";
import { GrantMatrix } from "./GrantMatrix";
import { administrationOf, keyFrom } from "./matrix";
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
  const { go, query, setQuery } = useAdmin();
  const permissions = usePermissions().data ?? [];
  const [form, setForm] = useState(initial);
  const [tried, setTried] = useState(false);
  const tab = TABS.find((one) => one === query.tab) ?? "grants";
  const dirty = JSON.stringify(form) !== JSON.stringify(initial);
  const readOnly = role !== null && !role.can.edit;
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
            {role && <Button onClick={() => go(`roles/new?like=${role.key}`)}>{t("copyRole")}</Button>}
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
        <RoleHead form={form} isNew={role === null} readOnly={readOnly} tried={tried} onChange={change} />
        <Segmented<Tab>
          aria-label={t("permission")}
          value={tab}
          options={TABS.map((one) => ({ value: one, label: t(`tab_${one}`) }))}
          onChange={(next) => setQuery({ tab: next })}
        />
        {administration && tab === "grants" && (
          <p className="ri-note">{t("exclusive", { realm: word("realm", administration) })}</p>
        )}
        {tab === "grants" && (
          <GrantMatrix
            grants={form.grants}
            administration={administration}
            readOnly={readOnly}
            onChange={(grants) => change({ grants })}
          />
        )}
        {tab === "fields" && (
          <FieldMatrix
            lines={form.field_rights}
            readOnly={readOnly}
            onChange={(field_rights) => change({ field_rights })}
          />
        )}
        {tab === "labels" && (
          <Clearances labels={form.labels} readOnly={readOnly} onChange={(labels) => change({ labels })} />
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
      { body: { ...form, key, name: form.name.trim() }, version: role?.version ?? null },
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
    error: error ? textOf(error) : null,
  };
}
