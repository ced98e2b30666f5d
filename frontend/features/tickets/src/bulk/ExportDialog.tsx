import { useMessages } from "@relaydesk/i18n";
import { Dialog, useProblemText } from "@relaydesk/ui";
import { Alert, Checkbox, Radio } from "antd";
import { useState } from "react";
import type { Selection } from "../selection/selection";
import { type ExportColumn, useAskExport } from "./api";
import { messages } from "./messages";

const COLUMNS = [
  "number",
  "subject",
  "status",
  "priority",
  "type",
  "requester",
  "email",
  "phone",
  "assignee",
  "team",
  "tags",
  "label",
  "channel",
  "created_at",
  "updated_at",
  "first_response_at",
  "next_due_at",
  "at_risk",
  "solved_at",
  "closed_at",
  "planned_from",
  "planned_until",
] as const satisfies readonly ExportColumn[];
const USUAL: ExportColumn[] = [
  "number",
  "subject",
  "status",
  "priority",
  "requester",
  "assignee",
  "team",
  "tags",
  "created_at",
  "updated_at",
];
const REMEMBERED = "relaydesk.exportColumns";

function remembered(): ExportColumn[] {
  const known = (localStorage.getItem(REMEMBERED) ?? "").split(",");
  const found = COLUMNS.filter((one) => known.includes(one));
  return found.length > 0 ? found : USUAL;
}

interface ExportProps {
  selection: Selection;
  params: Record<string, string>;
  onClose: () => void;
  onExport: (id: string) => void;
}

/** Asks for the selected tickets as a sheet. */
export default function ExportDialog({ selection, params, onClose, onExport }: ExportProps) {
  const t = useMessages(messages);
  const problemText = useProblemText();
  const ask = useAskExport();
  const [format, setFormat] = useState<"csv" | "xlsx">("xlsx");
  const [columns, setColumns] = useState(remembered);
  const start = () => {
    localStorage.setItem(REMEMBERED, columns.join());
    ask.mutate({ selection, params, format, columns }, { onSuccess: (made) => onExport(made.id) });
  };
  return (
    <Dialog
      title={t("exportTitle")}
      okText={t("start")}
      okButtonProps={{ disabled: columns.length === 0, loading: ask.isPending }}
      onOk={start}
      onClose={onClose}
    >
      <fieldset className="bk-fields">
        <legend>{t("format")}</legend>
        <Radio.Group
          value={format}
          onChange={(event) => setFormat(event.target.value as "csv" | "xlsx")}
          options={[
            { value: "xlsx", label: "Excel (.xlsx)" },
            { value: "csv", label: "CSV" },
          ]}
        />
      </fieldset>
      <fieldset className="bk-fields">
        <legend>{t("columns")}</legend>
        <Checkbox.Group
          className="bk-columns"
          value={columns}
          onChange={(chosen) => setColumns(COLUMNS.filter((one) => chosen.includes(one)))}
          options={COLUMNS.map((one) => ({ value: one, label: t(one) }))}
        />
      </fieldset>
      <p className="bk-hint">{t("exportHint")}</p>
      {ask.error && <Alert type="error" showIcon title={problemText(ask.error)} />}
    </Dialog>
  );
}
