import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { ScanEye } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { messages } from "../shellMessages";

const TicketAccess = lazy(() => import("@relaydesk/access/ticket-access"));

/** Opens the answer to "who can see this ticket and why". */
export function WhoCanSee({ number }: { number: string }) {
  const t = useMessages(messages);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        type="text"
        aria-label={t("whoCanSee")}
        title={t("whoCanSee")}
        icon={<ScanEye size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense fallback={null}>
          <TicketAccess number={number} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
