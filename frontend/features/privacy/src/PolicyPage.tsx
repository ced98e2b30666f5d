import { PageHead } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { App } from "antd";
import { type KindPolicy, MODES, type Mode, usePolicy, useSetMode } from "./api";
import { keyOf, messages } from "./messages";
import "./privacy.css";

const EXAMPLES: Record<string, string> = {
  id_number: "110101********0013",
  bank_card: "6222 **** **** 0128",
  phone: "138****1234",
  email: "l***@example.com",
};

/** When each kind of personal data is masked. */
export default function PolicyPage() {
  const t = useMessages(messages);
  const { data, error, refetch } = usePolicy();
  return (
    <div className="ad-page">
      <PageHead title={t("policy")} hint={t("policyHint")} />
      <div className="ad-scroll pr-body">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading rows={6} />}
        {data?.map((one) => (
          <KindLine key={one.kind} policy={one} />
        ))}
      </div>
    </div>
  );
}

function KindLine({ policy }: { policy: KindPolicy }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const { message } = App.useApp();
  const set = useSetMode();
  const shown = set.isPending ? set.variables.mode : policy.mode;
  const name = keyOf("kind", policy.kind);
  const choose = (mode: Mode) =>
    set.mutate(
      { ...policy, mode },
      {
        onSuccess: () => void message.success(t("saved")),
        onError: (error) => void message.error(t("notSaved") + textOf(error), 6),
      },
    );
  return (
    <fieldset className="pr-kind">
      <legend>{name ? t(name) : policy.kind}</legend>
      {EXAMPLES[policy.kind] && (
        <p className="pr-hint">{t("example", { text: EXAMPLES[policy.kind] ?? "" })}</p>
      )}
      {MODES.map((mode) => (
        <label key={mode}>
          <input
            type="radio"
            name={`mode-${policy.kind}`}
            checked={mode === shown}
            disabled={set.isPending}
            onChange={() => choose(mode)}
          />
          <span>
            {t(`mode_${mode}`)} <small>{t(`mode_${mode}Hint`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
