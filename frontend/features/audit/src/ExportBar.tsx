import { useMessages } from "@relaydesk/i18n";
import { fileSize, useProblemText } from "@relaydesk/ui";
import { App, Button } from "antd";
import { Download } from "lucide-react";
import { useAskExport, useExport } from "./api";
import type { Filters } from "./filters";
import { messages } from "./messages";

/** Exports what the filters show, tells how far it is, and gives the file. */
export function ExportBar({ filters }: { filters: Filters }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const ask = useAskExport();
  const made = useExport(ask.data).data ?? ask.data;
  const begin = (format: "csv" | "xlsx") =>
    ask.mutate({ filters, format }, { onError: (error) => void message.error(textOf(error), 6) });
  return (
    <>
      <span role="status" className="au-export">
        {made?.state === "waiting" && t("exporting")}
        {made?.state === "failed" && t("exportFailed")}
        {made?.file && (
          <>
            {t("exported", { n: made.rows ?? 0, size: fileSize(made.size ?? 0) })}{" "}
            <Button type="link" size="small" href={made.file} download>
              {t("download")}
            </Button>
          </>
        )}
      </span>
      {(["xlsx", "csv"] as const).map((format) => (
        <Button
          key={format}
          icon={<Download size={14} aria-hidden />}
          loading={ask.isPending && ask.variables.format === format}
          disabled={made?.state === "waiting"}
          onClick={() => begin(format)}
        >
          {t("exportAs", { format: format === "xlsx" ? "Excel" : "CSV" })}
        </Button>
      ))}
    </>
  );
}
