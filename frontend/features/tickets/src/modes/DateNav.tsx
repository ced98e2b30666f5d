import { useMessages } from "@relaydesk/i18n";
import { Button, Segmented } from "antd";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { messages } from "./messages";

interface NavProps {
  title: string;
  scale: "week" | "month";
  onScale: (scale: "week" | "month") => void;
  onStep: (by: 1 | -1) => void;
  onToday: () => void;
  children?: ReactNode;
}

/** Which time is shown, and the ways before, behind and back to today. */
export function DateNav({ title, scale, onScale, onStep, onToday, children }: NavProps) {
  const t = useMessages(messages);
  return (
    <div className="md-nav">
      <Button
        size="small"
        type="text"
        aria-label={t("back")}
        icon={<ChevronLeft size={16} aria-hidden />}
        onClick={() => onStep(-1)}
      />
      <Button
        size="small"
        type="text"
        aria-label={t("forth")}
        icon={<ChevronRight size={16} aria-hidden />}
        onClick={() => onStep(1)}
      />
      <Button size="small" onClick={onToday}>
        {t("today")}
      </Button>
      <h2 aria-live="polite">{title}</h2>
      {children}
      <Segmented
        size="small"
        value={scale}
        options={[
          { value: "month", label: t("month") },
          { value: "week", label: t("week") },
        ]}
        onChange={onScale}
      />
    </div>
  );
}
