import { useCallback } from "react";
import { ChangePanel, ExportPanel } from "./BulkPanel";

interface PanelsProps {
  change: string | null;
  sheet: string | null;
  onCloseChange: () => void;
  onCloseSheet: () => void;
  onChoose: (numbers: string[]) => void;
}

/** What is under way for many tickets, at the foot of the desk. */
export default function BulkPanels({ change, sheet, onCloseChange, onCloseSheet, onChoose }: PanelsProps) {
  const choose = useCallback((numbers: string[]) => onChoose(numbers), [onChoose]);
  return (
    <>
      {change && <ChangePanel key={change} id={change} onClose={onCloseChange} onChoose={choose} />}
      {sheet && <ExportPanel key={sheet} id={sheet} onClose={onCloseSheet} />}
    </>
  );
}
