import { PageHead, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { CONTACT_SHEETS, HOUSE_SHEETS, type SheetKind } from "../api/sheets";
import "../contacts/contacts.css";
import "../people.css";
import { ExportCard } from "./ExportCard";
import { ImportCard } from "./ImportCard";
import { messages } from "./messages";

/** Sheets in and out: what one may write by hand one may import. */
export default function TransferPage() {
  const t = useMessages(messages);
  const { can } = useAdmin();
  const kinds = (house: boolean, contacts: boolean): SheetKind[] => [
    ...(contacts ? [...CONTACT_SHEETS].toReversed() : []),
    ...(house ? HOUSE_SHEETS : []),
  ];
  const imports = kinds(can("people.manage"), can("people.write_contacts"));
  const exports = kinds(can("people.read_agents"), can("people.read_contacts"));
  return (
    <div className="ad-page">
      <PageHead title={t("transfer")} hint={t("transferHint")} />
      <div className="ad-scroll pe-transfer">
        {can("people.import") && imports.length > 0 && <ImportCard kinds={imports} />}
        {can("people.export") && exports.length > 0 && <ExportCard kinds={exports} />}
      </div>
    </div>
  );
}
