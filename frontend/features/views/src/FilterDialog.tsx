import { ApiProblem, call } from "@relaydesk/api-client";
import {
  ConditionBuilder,
  countLeaves,
  faultsByPart,
  type Stored,
  toScreen,
  toStored,
} from "@relaydesk/conditions";
import { useMessages } from "@relaydesk/i18n";
import { Dialog, useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { useState } from "react";
import { messages } from "./messages";
import "./views.css";

interface FilterProps {
  condition: Stored | undefined;
  onApply: (condition: Stored | undefined) => void;
  onClose: () => void;
}

/** Narrows the list by a condition besides its view's; the server checks it before it is applied. */
export default function FilterDialog({ condition, onApply, onClose }: FilterProps) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const [root, setRoot] = useState(() => toScreen(condition));
  const [begun] = useState(() => JSON.stringify(toStored(root)));
  const [error, setError] = useState<unknown>(null);
  const [checking, setChecking] = useState(false);
  const apply = async () => {
    if (countLeaves(root) === 0) return onApply(undefined);
    setChecking(true);
    setError(null);
    const stored = toStored(root);
    try {
      await call("GET", "/api/v1/tickets", { query: { condition: JSON.stringify(stored), limit: 1 } });
      onApply(stored);
    } catch (problem) {
      setError(problem);
    } finally {
      setChecking(false);
    }
  };
  const faults = error instanceof ApiProblem ? faultsByPart(root, error.fields) : undefined;
  return (
    <Dialog
      width={700}
      title={t("filterTitle")}
      unsent={JSON.stringify(toStored(root)) !== begun}
      onClose={onClose}
      footer={[
        <Button key="clear" disabled={!condition} onClick={() => onApply(undefined)}>
          {t("clear")}
        </Button>,
        <Button key="apply" type="primary" loading={checking} onClick={() => void apply()}>
          {t("apply")}
        </Button>,
      ]}
    >
      {error !== null && <Alert type="error" showIcon title={textOf(error)} className="vw-alert" />}
      <ConditionBuilder root={root} faults={faults} onChange={setRoot} />
    </Dialog>
  );
}
