import { PageHead, useAdmin } from "@relaydesk/admin-kit";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, ErrorState, Loading, useNow, useProblemText } from "@relaydesk/ui";
import { Alert, App, Button } from "antd";
import { ShieldCheck, ShieldX } from "lucide-react";
import { type Check, type Integrity, useIntegrity, useVerify } from "./api";
import { keyOf, messages } from "./messages";
import { RetentionPart } from "./RetentionPart";
import "./audit.css";

/** Whether the record is as it was written, and for how long it is kept. */
export default function IntegrityPage() {
  const t = useMessages(messages);
  const { can } = useAdmin();
  const textOf = useProblemText();
  const { message } = App.useApp();
  const { data, error, refetch } = useIntegrity();
  const verify = useVerify();
  const running = data?.checks.some((one) => one.state === "waiting") ?? false;
  return (
    <div className="ad-page">
      <PageHead
        title={t("integrity")}
        hint={t("integrityHint")}
        actions={
          can("audit.manage") && (
            <Button
              type="primary"
              icon={<ShieldCheck size={14} aria-hidden />}
              loading={verify.isPending || running}
              onClick={() =>
                verify.mutate(undefined, { onError: (problem) => void message.error(textOf(problem)) })
              }
            >
              {t(running ? "verifying" : "verify")}
            </Button>
          )
        }
      />
      <div className="ad-scroll au-body">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading rows={6} />}
        {data && <Head integrity={data} />}
        {data && <Checks checks={data.checks} />}
        <RetentionPart />
      </div>
    </div>
  );
}

function Head({ integrity }: { integrity: Integrity }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { message } = App.useApp();
  const hash = integrity.head_sha256 ?? "";
  const copy = async () => {
    await navigator.clipboard?.writeText(`${integrity.head} ${hash}`);
    message.success(t("copied"));
  };
  return (
    <section className="au-card">
      <dl className="au-facts">
        <div>
          <dt>{t("head")}</dt>
          <dd>{integrity.head ?? "–"}</dd>
        </div>
        <div>
          <dt>{t("headHash")}</dt>
          <dd>
            <code>{hash || "–"}</code>{" "}
            {hash && (
              <Button size="small" onClick={() => void copy()}>
                {t("copy")}
              </Button>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("sealedAt")}</dt>
          <dd>
            {integrity.sealed_at ? dayTime(integrity.sealed_at, locale, now) : "–"} ·{" "}
            {t("lag", { n: Math.ceil(integrity.unsealed_seconds) })}
          </dd>
        </div>
      </dl>
      <p className="ad-muted">{t("headHint")}</p>
    </section>
  );
}

function Checks({ checks }: { checks: Check[] }) {
  const t = useMessages(messages);
  return (
    <section className="au-card">
      <h2>{t("checks")}</h2>
      {checks.length === 0 && <p className="ad-muted">{t("noChecks")}</p>}
      <ul className="au-checks" aria-live="polite">
        {checks.map((one) => (
          <CheckLine key={one.id} check={one} />
        ))}
      </ul>
    </section>
  );
}

function CheckLine({ check }: { check: Check }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const word = (kind: string) => {
    const key = keyOf("finding", kind);
    return key ? t(key) : kind;
  };
  return (
    <li>
      {check.state === "waiting" && <span>{t("verifying")}</span>}
      {check.intact === true && (
        <span className="au-ok">
          <ShieldCheck size={16} aria-hidden />
          {t("intact", {
            events: check.events ?? 0,
            seals: check.seals ?? 0,
            seconds: (check.seconds ?? 0).toFixed(1),
          })}
        </span>
      )}
      {check.intact === false && (
        <>
          <span className="au-bad">
            <ShieldX size={16} aria-hidden />
            {t("broken", { seal: check.first_bad_seal ?? "–" })}
          </span>
          <Alert type="error" showIcon title={t("brokenNext")} />
          <ul>
            {check.findings.slice(0, 20).map((one) => (
              <li key={`${one.kind}${one.seal}${one.ids.join()}`}>
                {word(one.kind)} · {one.ids.slice(0, 10).join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
      <small>{dayTime(check.asked_at, locale, now)}</small>
    </li>
  );
}
