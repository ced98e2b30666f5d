import { AdminLink } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useProblemText } from "@relaydesk/ui";
import { Alert, Button, Progress, Segmented } from "antd";
import { Upload } from "lucide-react";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { type SheetError, type SheetImport, type SheetKind, useSheet, useSheets } from "../api/sheets";
import { messages } from "./messages";

/** A sheet in three steps: choose, look at what it would do, write it all at once. */
export function ImportCard({ kinds }: { kinds: SheetKind[] }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { preview, apply } = useSheets();
  const [kind, setKind] = useState<SheetKind>(kinds[0] ?? "contacts");
  const [asked, setSheet] = useState<SheetImport | null>(null);
  const sheet = useSheet(asked) ?? asked;
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const work = async (step: () => Promise<SheetImport>) => {
    setBusy(true);
    setError(null);
    try {
      setSheet(await step());
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const restart = () => {
    setSheet(null);
    setError(null);
  };
  return (
    <section className="pe-card" aria-labelledby="pe-import">
      <header>
        <h2 id="pe-import">{t("import")}</h2>
      </header>
      {!sheet && (
        <>
          <Segmented<SheetKind>
            aria-label={t("what")}
            value={kind}
            options={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
            onChange={setKind}
          />
          <p className="ad-muted">{t(`columns_${kind}`)}</p>
          <Chooser busy={busy} onFile={(file) => void work(() => preview(kind, file))} />
        </>
      )}
      {Boolean(error) && <Alert type="error" showIcon role="alert" title={t("notDone") + textOf(error)} />}
      {sheet?.state === "previewed" && (
        <Preview sheet={sheet} busy={busy} onApply={() => void work(() => apply(sheet))} onBack={restart} />
      )}
      {sheet?.state === "applying" && <Writing sheet={sheet} />}
      {sheet?.state === "refused" && <Refused sheet={sheet} onBack={restart} />}
      {sheet?.state === "applied" && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={t("applied", { new: sheet.counts.new, changed: sheet.counts.changed })}
          action={
            <>
              <AdminLink to={sheet.kind}>{t("showThem")}</AdminLink>{" "}
              <Button size="small" onClick={restart}>
                {t("another")}
              </Button>
            </>
          }
        />
      )}
    </section>
  );
}

/** How far the job is; leaving the page does not stop it. */
function Writing({ sheet }: { sheet: SheetImport }) {
  const t = useMessages(messages);
  const { done, total } = sheet;
  return (
    <>
      <p role="status">
        <strong>{done > 0 ? t("writing", { done, total }) : t("checking", { total })}</strong>
      </p>
      <Progress
        percent={total > 0 ? Math.min(99, Math.floor((100 * done) / total)) : 0}
        status="active"
        aria-label={t("progress")}
      />
      <p className="ad-muted">{t("mayLeave")}</p>
    </>
  );
}

const REASONS = ["changed_meanwhile", "forbidden", "interrupted"] as const;

/** Nothing was written: why, and the lines that forbid it. */
function Refused({ sheet, onBack }: { sheet: SheetImport; onBack: () => void }) {
  const t = useMessages(messages);
  const reason = REASONS.find((one) => one === sheet.refusal);
  return (
    <>
      <Alert type="error" showIcon role="alert" title={t(reason ? `refused_${reason}` : "nothingWritten")} />
      {sheet.errors.length > 0 && <Errors errors={sheet.errors} />}
      <div className="ad-foot">
        <Button onClick={onBack}>{t("chooseAgain")}</Button>
      </div>
    </>
  );
}

function Chooser({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const t = useMessages(messages);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => file && onFile(file);
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files?.[0]);
    // The same file, mended, can be chosen again.
    event.target.value = "";
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button below does the same
    <div className="pe-drop-file" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <input ref={input} type="file" accept=".csv,.xlsx" hidden onChange={onChange} />
      <Button
        icon={<Upload size={14} aria-hidden />}
        loading={busy}
        onClick={() => input.current?.click()}
        type="primary"
      >
        {t("choose")}
      </Button>
      <p className="ad-muted">{t("chooseHint")}</p>
    </div>
  );
}

interface PreviewProps {
  sheet: SheetImport;
  busy: boolean;
  onApply: () => void;
  onBack: () => void;
}

function Preview({ sheet, busy, onApply, onBack }: PreviewProps) {
  const t = useMessages(messages);
  const { counts } = sheet;
  const bad = counts.errors > 0;
  return (
    <>
      <p>
        <strong>{sheet.name}</strong> · {t(`kind_${sheet.kind}`)}
      </p>
      <dl className="pe-counts">
        {(["new", "changed", "unchanged", "errors"] as const).map((one) => (
          <div key={one} className={one === "errors" && bad ? "pe-over" : undefined}>
            <dt>{t(`count_${one}`)}</dt>
            <dd>{counts[one]}</dd>
          </div>
        ))}
      </dl>
      {bad && <Alert type="warning" showIcon role="alert" title={t("mendFirst")} />}
      {bad && <Errors errors={sheet.errors} />}
      <div className="ad-foot">
        <Button onClick={onBack}>{t(bad ? "chooseAgain" : "back")}</Button>
        {!bad && (
          <Button
            type="primary"
            loading={busy}
            disabled={counts.new + counts.changed === 0}
            onClick={onApply}
          >
            {t("apply", { n: counts.new + counts.changed })}
          </Button>
        )}
      </div>
    </>
  );
}

function Errors({ errors }: { errors: SheetError[] }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <table className="ad-table" aria-label={t("errors")}>
      <thead>
        <tr>
          <th scope="col">{t("line")}</th>
          <th scope="col">{t("column")}</th>
          <th scope="col">{t("fault")}</th>
        </tr>
      </thead>
      <tbody>
        {errors.map((one) => (
          <tr key={`${one.line} ${one.column} ${one.message}`}>
            <td>{one.line}</td>
            <td>{one.column}</td>
            <td>{locale === "en" ? one.message_en : one.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
