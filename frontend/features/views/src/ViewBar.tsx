import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useViewActs, useViews, type View } from "./api";
import { changesOf, conditionOf } from "./changes";
import type { Current } from "./current";
import { messages } from "./messages";
import "./views.css";

const ViewDialog = lazy(() => import("./ViewDialog"));

interface BarProps {
  view: View;
  current: Current;
  onRevert: () => void;
  onSaved: (view: View) => void;
}

/** Says that the screen shows something else than the saved view, and offers to keep it or to go back. */
export default function ViewBar({ view, current, onRevert, onSaved }: BarProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const acts = useViewActs();
  const sharing = useViews().data?.can_share ?? false;
  const [dialog, setDialog] = useState(false);
  const save = () =>
    acts.change.mutate(
      { view, draft: changesOf(view, current) },
      { onSuccess: onSaved, onError: (error) => void message.error(t("failed") + textOf(error)) },
    );
  const group = current.group === "none" ? "" : (current.group ?? view.group);
  return (
    <div className="vw-bar" role="status">
      <span>{t("changed")}</span>
      {view.can.edit && (
        <Button size="small" type="primary" loading={acts.change.isPending} onClick={save}>
          {t("saveChanges")}
        </Button>
      )}
      <Button size="small" onClick={() => setDialog(true)}>
        {t("saveAs")}
      </Button>
      <Button size="small" type="text" onClick={onRevert}>
        {t("revert")}
      </Button>
      {dialog && (
        <Suspense fallback={null}>
          <ViewDialog
            draft={{
              condition: conditionOf(view, current),
              sort: current.sort ?? view.sort,
              mode: current.mode ?? view.mode,
              group,
              columns: current.columns ?? view.columns,
              folder: view.kind === "mine" ? view.folder : "",
            }}
            sharing={sharing}
            onClose={() => setDialog(false)}
            onSaved={(saved) => {
              setDialog(false);
              onSaved(saved);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
