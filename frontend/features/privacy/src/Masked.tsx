import { useMessages } from "@relaydesk/i18n";
import { Eye, EyeOff } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { messages } from "./messages";
import "./privacy.css";

const RevealDialog = lazy(() => import("./RevealDialog"));
/** A revealed value is masked again after so many seconds. */
const SHOWN = 60;

interface MaskedProps {
  /** `ticket:…`, `contact:…` or `message:…`. */
  subject: string;
  field: string;
  value: string;
  /** Whether the reader may ask to see it (`privacy.reveal`). */
  allowed: boolean;
}

/** A masked value with the button to see it for a minute, for a reason that is recorded. */
export function Masked({ subject, field, value, allowed }: MaskedProps) {
  const t = useMessages(messages);
  const [asking, setAsking] = useState(false);
  const [plain, setPlain] = useState<string | null>(null);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (plain === null) return;
    const end = Date.now() + SHOWN * 1000;
    setLeft(SHOWN);
    const timer = setInterval(() => {
      const seconds = Math.ceil((end - Date.now()) / 1000);
      setLeft(seconds);
      if (seconds <= 0) setPlain(null);
    }, 1000);
    return () => clearInterval(timer);
  }, [plain]);
  return (
    <span className="pr-masked">
      <span>{plain ?? value}</span>
      {plain === null && allowed && (
        <button
          type="button"
          className="pr-eye"
          aria-label={t("reveal")}
          title={t("reveal")}
          onClick={() => setAsking(true)}
        >
          <Eye size={14} aria-hidden />
        </button>
      )}
      {plain !== null && (
        <>
          <button
            type="button"
            className="pr-eye"
            aria-label={t("hide")}
            title={t("hide")}
            onClick={() => setPlain(null)}
          >
            <EyeOff size={14} aria-hidden />
          </button>
          <small>{t("hideIn", { n: left })}</small>
        </>
      )}
      {asking && (
        <Suspense fallback={null}>
          <RevealDialog
            subject={subject}
            field={field}
            onShown={(found) => {
              setAsking(false);
              setPlain(found);
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </span>
  );
}
