import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useDelayed } from "./hooks";
import { messages } from "./messages";
import { useProblemText } from "./problemText";

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  hint?: ReactNode;
  action?: ReactNode;
}

/** Nothing to show, why, and what one can do about it. */
export function EmptyState({ icon, title, hint, action }: EmptyProps) {
  return (
    <div className="rd-state">
      {icon && <div className="rd-state-icon">{icon}</div>}
      <p className="rd-state-title">{title}</p>
      {hint && <div className="rd-state-hint">{hint}</div>}
      {action}
    </div>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  return (
    <div className="rd-state" role="alert">
      <p className="rd-state-title">{textOf(error)}</p>
      {onRetry && <Button onClick={onRetry}>{t("retry")}</Button>}
    </div>
  );
}

/** Grey bars, shown only when the wait passes 300 ms. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useMessages(messages);
  const shown = useDelayed(true);
  if (!shown) return null;
  return (
    <div className="rd-loading" role="status">
      <span className="rd-hidden">{t("loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={String(index)} className="rd-bar" style={{ width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
