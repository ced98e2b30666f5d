import type { Progress } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, useNow } from "@relaydesk/ui";
import { Check } from "lucide-react";
import { messages } from "../messages";

/** How far the ticket has come: the same steps that the requester sees. */
export function ProgressSteps({ steps }: { steps: Progress[] }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  if (steps.length === 0) return null;
  return (
    <section className="tk-card">
      <h3>{t("progress")}</h3>
      <ol className="tk-steps">
        {steps.map((step, index) => (
          <li
            key={step.key}
            className={`tk-step-${step.state}`}
            aria-current={step.state === "current" ? "step" : undefined}
          >
            <span className="tk-step-mark">
              {step.state === "done" ? <Check size={12} aria-hidden /> : index + 1}
            </span>
            <span>{locale === "en" ? step.label_en : step.label}</span>
            {step.at && <time dateTime={step.at}>{dayTime(step.at, locale, now)}</time>}
          </li>
        ))}
      </ol>
    </section>
  );
}
