import type { StepView } from "../api";
import { spokenTime, useLanguage } from "../language";

export function Progress({ steps }: { readonly steps: readonly StepView[] }) {
  const { say, language } = useLanguage();
  return (
    <ol class="progress" aria-label={say("progress")}>
      {steps.map((step) => (
        <li
          key={step.key}
          class={step.state}
          {...(step.state === "current" ? { "aria-current": "step" as const } : {})}
        >
          <span class="progress-label">{language === "zh" ? step.label : step.label_en}</span>
          <span class="unseen"> {say(`step_${step.state}`)}</span>
          {step.at && <time dateTime={step.at}>{spokenTime(step.at, language)}</time>}
        </li>
      ))}
    </ol>
  );
}
