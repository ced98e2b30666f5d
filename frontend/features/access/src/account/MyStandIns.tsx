import { Button } from "antd";
import { useState } from "react";
import { StandInDrawer } from "../rights/StandInDrawer";
import { StandInList } from "../rights/StandInList";
import { useWords } from "../rights/useWords";
import { useSession } from "../session";
import { Part } from "./Part";
import "../rights/rights.css";

/** Who works on one's tickets while one is away. */
export function MyStandIns() {
  const { t } = useWords();
  const { data: me } = useSession();
  const [open, setOpen] = useState(false);
  return (
    <Part
      title={t("myStandIns")}
      hint={t("myStandInsHint")}
      actions={<Button onClick={() => setOpen(true)}>{t("newStandIn")}</Button>}
    >
      {me && <StandInList mine={me.agent.id} />}
      {open && <StandInDrawer own onClose={() => setOpen(false)} />}
    </Part>
  );
}
