import { useLocale, useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { Download } from "lucide-react";
import type { SheetKind } from "../api/sheets";
import { messages } from "./messages";

/** Files of all that one may see; taking one is recorded. */
export function ExportCard({ kinds }: { kinds: SheetKind[] }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  return (
    <section className="pe-card" aria-labelledby="pe-export">
      <header>
        <h2 id="pe-export">{t("export")}</h2>
      </header>
      <p className="ad-muted">{t("exportHint")}</p>
      <ul className="pe-exports">
        {kinds.map((kind) => (
          <li key={kind}>
            <span>{t(`kind_${kind}`)}</span>
            {(["csv", "xlsx"] as const).map((form) => (
              <Button
                key={form}
                size="small"
                icon={<Download size={13} aria-hidden />}
                href={`/api/v1/people/exports/${kind}.${form}?lang=${locale}`}
                download
              >
                {form.toUpperCase()}
                <span className="rd-hidden"> {t(`kind_${kind}`)}</span>
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
