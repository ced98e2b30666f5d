import { ApiProblem } from "@relaydesk/api-client";
import { ConditionBuilder, faultsByPart, toScreen, toStored } from "@relaydesk/conditions";
import { useMessages } from "@relaydesk/i18n";
import { Dialog, LeaveButton, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import {
  type Audience,
  type Draft,
  useAudiences,
  useDefaults,
  useViewActs,
  useViews,
  type View,
} from "./api";
import { messages, type Word } from "./messages";
import { ShareFields } from "./ShareFields";
import "./views.css";

interface DialogProps {
  /** The view to change; without one a new view is made of `draft`. */
  view?: View;
  draft?: Draft;
  sharing: boolean;
  onClose: () => void;
  onSaved: (view: View) => void;
}

const MODES = ["list", "table", "board", "calendar", "timeline"];
const SORTS = [
  "-updated_at",
  "updated_at",
  "-created_at",
  "created_at",
  "next_due_at",
  "priority",
  "planned_from",
];
const GROUPS = ["status", "category", "priority", "type", "assignee", "team"];
const NOBODY: Audience = { everybody: false, roles: [], teams: [] };

/** Makes or changes a view: name, folder, condition, how it is shown, with whom it is shared. */
export default function ViewDialog({ view, draft, sharing, onClose, onSaved }: DialogProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const acts = useViewActs();
  const start: Draft = view ?? draft ?? {};
  const [name, setName] = useState(start.name ?? "");
  const [folder, setFolder] = useState(start.folder ?? "");
  const [root, setRoot] = useState(() => toScreen(start.condition));
  const [shown, setShown] = useState({
    mode: start.mode ?? "list",
    sort: start.sort ?? "-updated_at",
    group: start.group ?? "",
  });
  const [audience, setAudience] = useState<Audience>(start.audience ?? NOBODY);
  const choices = useAudiences(sharing).data;
  const defaults = useDefaults(sharing && Boolean(choices?.everybody)).data;
  const [roles, setRoles] = useState<string[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const before = view ? Object.keys(defaults ?? {}).filter((role) => defaults?.[role] === view.key) : [];
  const begins = roles ?? before;
  const entered = [name, folder, toStored(root), shown, audience, roles];
  const [begun] = useState(() => JSON.stringify(entered));
  const faults = error instanceof ApiProblem ? error.fields : new Map<string, string>();
  const folders = [...new Set((useViews().data?.items ?? []).map((one) => one.folder).filter(Boolean))];
  const saving = acts.make.isPending || acts.change.isPending;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    const written: Draft = {
      name: name.trim(),
      folder: folder.trim(),
      condition: toStored(root),
      ...shown,
      ...(sharing ? { audience } : {}),
      ...(draft?.columns && !view ? { columns: draft.columns } : {}),
    };
    try {
      const saved = view
        ? await acts.change.mutateAsync({ view, draft: written })
        : await acts.make.mutateAsync(written);
      for (const role of begins.filter((one) => !before.includes(one)))
        await acts.setDefault.mutateAsync({ role, view: saved.key });
      for (const role of before.filter((one) => !begins.includes(one)))
        await acts.setDefault.mutateAsync({ role, view: null });
      message.success(t("saved", { name: saved.name }));
      onSaved(saved);
    } catch (problem) {
      setError(problem);
    }
  };
  const option = (word: string, kind: "mode" | "sort" | "group") => ({
    value: word,
    label: t(`${kind}_${word}` as Word),
  });
  return (
    <Dialog
      width={760}
      title={t(view ? "editTitle" : "newTitle")}
      footer={null}
      unsent={JSON.stringify(entered) !== begun}
      onClose={onClose}
    >
      <form className="vw-form" onSubmit={(event) => void save(event)}>
        {error !== null && <Alert type="error" showIcon title={t("failed") + textOf(error)} />}
        <label htmlFor="vw-name">{t("name")}</label>
        <div>
          <Input
            id="vw-name"
            autoFocus
            required
            maxLength={80}
            value={name}
            placeholder={t("namePlaceholder")}
            status={faults.has("name") ? "error" : undefined}
            onChange={(event) => setName(event.target.value)}
          />
          {faults.has("name") && <p className="vw-fault">{faults.get("name")}</p>}
        </div>
        <label htmlFor="vw-folder">{t("folder")}</label>
        <div>
          <Input
            id="vw-folder"
            maxLength={60}
            list="vw-folders"
            value={folder}
            placeholder={t("folderHint")}
            onChange={(event) => setFolder(event.target.value)}
          />
          <datalist id="vw-folders">
            {folders.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </div>
        <span>{t("condition")}</span>
        <ConditionBuilder root={root} faults={faultsByPart(root, faults)} onChange={setRoot} />
        <span>{t("show")}</span>
        <div className="vw-line">
          <Select
            aria-label={t("show")}
            value={shown.mode}
            options={MODES.map((one) => option(one, "mode"))}
            onChange={(mode) => setShown({ ...shown, mode })}
          />
          <Select
            aria-label={t("sort")}
            value={shown.sort}
            options={SORTS.map((one) => option(one, "sort"))}
            onChange={(sort) => setShown({ ...shown, sort })}
          />
          <Select
            aria-label={t("group")}
            value={shown.group}
            options={[{ value: "", label: t("noGroup") }, ...GROUPS.map((one) => option(one, "group"))]}
            onChange={(group) => setShown({ ...shown, group })}
          />
        </div>
        {choices && (
          <ShareFields
            choices={choices}
            audience={audience}
            onAudience={setAudience}
            roles={begins}
            onRoles={setRoles}
          />
        )}
        <div className="vw-foot">
          <LeaveButton>{t("cancel")}</LeaveButton>
          <Button type="primary" htmlType="submit" loading={saving}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
