import { Drawer } from "antd";
import { TicketAccessView } from "./TicketAccessView";
import { useWords } from "./useWords";

/** "Who can see this ticket and why", beside the ticket. */
export default function TicketAccess({ number, onClose }: { number: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer open size="min(440px, 100%)" title={`${t("explainTicket")} · ${number}`} onClose={onClose}>
      <TicketAccessView number={number} />
    </Drawer>
  );
}
