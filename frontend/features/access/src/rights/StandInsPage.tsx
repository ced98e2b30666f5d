import { PageHead } from "@relaydesk/admin-kit";
import { Button } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { StandInDrawer } from "./StandInDrawer";
import { StandInList } from "./StandInList";
import { useWords } from "./useWords";
import "./rights.css";

/** Who stands in for whom. */
export default function StandInsPage() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="ad-page">
      <PageHead
        title={t("standIns")}
        hint={t("standInsHint")}
        actions={
          <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen(true)}>
            {t("newStandIn")}
          </Button>
        }
      />
      <div className="ad-scroll ri-body">
        <StandInList mine={null} />
      </div>
      {open && <StandInDrawer own={false} onClose={() => setOpen(false)} />}
    </div>
  );
}
