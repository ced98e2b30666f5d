import { useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { App, Button, Progress } from "antd";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { type BulkChange, isAtWork, useChange, useExport, useStopChange } from "./api";
import { messages } from "./messages";
import { Reasons } from "./Reasons";
import "./bulk.css";

interface PanelProps {
  onClose: () => void;
}

/** A change of many tickets: how far it is, what it came to, and ten seconds to take it back. */
export function ChangePanel({
  id,
  onClose,
  onChoose,
}: PanelProps & { id: string; onChoose: (numbers: string[]) => void }) {
  const t = useMessages(messages);
  const { data: change } = useChange(id);
  const [why, setWhy] = useState(false);
  if (!change) return null;
  const trouble = change.state === "undone" ? change.kept : change.refused;
  return (
    <Frame label={t("progress")} onClose={onClose}>
      <p className="bk-words" role="status">
        <Words change={change} />
      </p>
      {isAtWork(change) && <Bar change={change} />}
      <div className="bk-acts">
        {(change.state === "waiting" || change.state === "running") && <Cancel id={id} />}
        {change.undo_until && <Undo id={id} until={change.undo_until} />}
        {trouble > 0 && !isAtWork(change) && (
          <Button size="small" aria-expanded={why} onClick={() => setWhy(!why)}>
            {t("why")}
          </Button>
        )}
      </div>
      {why && <Reasons change={change} onChoose={onChoose} />}
    </Frame>
  );
}

/** A sheet on its way; its link when it is there. */
export function ExportPanel({ id, onClose }: PanelProps & { id: string }) {
  const t = useMessages(messages);
  const { data } = useExport(id);
  if (!data) return null;
  const { state, rows, total, file } = data;
  const far = { n: rows ?? 0, total: total ?? 0 };
  return (
    <Frame label={t("exportTitle")} onClose={onClose}>
      <p className="bk-words" role="status">
        {state === "waiting" ? t("exporting", far) : file ? t("exported", far) : t("exportFailed")}
      </p>
      {state === "waiting" && (
        <Progress percent={far.total ? (far.n / far.total) * 100 : 0} showInfo={false} size="small" />
      )}
      {file && (
        <div className="bk-acts">
          <Button type="primary" size="small" href={file} download>
            {t("download")}
          </Button>
        </div>
      )}
    </Frame>
  );
}

function Frame({ label, onClose, children }: PanelProps & { label: string; children: ReactNode }) {
  const t = useMessages(messages);
  return (
    <section className="bk-panel" aria-label={label}>
      <Button
        className="bk-close"
        type="text"
        size="small"
        aria-label={t("close")}
        icon={<X size={14} aria-hidden />}
        onClick={onClose}
      />
      {children}
    </section>
  );
}

function Words({ change }: { change: BulkChange }): string {
  const t = useMessages(messages);
  const { state, done, total, changed, refused, unchanged, undone, kept } = change;
  if (state === "waiting" || state === "running") return t("running", { n: done, total });
  if (state === "undoing") return t("undoing");
  if (state === "undone") return t("undone", { n: undone }) + (kept ? t("keptToo", { n: kept }) : "");
  const what = "merge" in change.change ? "done_merge" : "reply" in change.change ? "done_reply" : "done";
  const words = t(state === "cancelled" ? "cancelled" : what, { n: changed });
  return (
    words + (unchanged ? t("same", { n: unchanged }) : "") + (refused ? t("refusedToo", { n: refused }) : "")
  );
}

function Bar({ change }: { change: BulkChange }) {
  const t = useMessages(messages);
  const undoing = change.state === "undoing";
  const [done, total] = undoing ? [change.undone + change.kept, change.changed] : [change.done, change.total];
  return (
    <Progress
      percent={total ? Math.round((done / total) * 100) : 0}
      showInfo={false}
      size="small"
      aria-label={t("progress")}
    />
  );
}

function Cancel({ id }: { id: string }) {
  const t = useMessages(messages);
  const stop = useStop(id, "cancel");
  return (
    <Button size="small" loading={stop.isPending} onClick={() => stop.mutate()}>
      {t("cancel")}
    </Button>
  );
}

/** The button to take the change back, with the seconds left; gone when they are over. */
function Undo({ id, until }: { id: string; until: string }) {
  const t = useMessages(messages);
  const stop = useStop(id, "undo");
  const left = useSecondsLeft(until);
  if (left <= 0) return null;
  return (
    <Button size="small" type="primary" loading={stop.isPending} onClick={() => stop.mutate()}>
      {t("undo", { n: left })}
    </Button>
  );
}

function useStop(id: string, how: "cancel" | "undo") {
  const { message } = App.useApp();
  const problemText = useProblemText();
  const stop = useStopChange(id, how);
  return { ...stop, mutate: () => stop.mutate(undefined, { onError: (e) => message.error(problemText(e)) }) };
}

function useSecondsLeft(until: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.ceil((Date.parse(until) - now) / 1000);
}
