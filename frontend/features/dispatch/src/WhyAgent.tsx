import { api, type Candidate, type Decision, unwrap } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { clockTime, dayLabel, ErrorState, Loading, useNow } from "@relaydesk/ui";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { CircleHelp } from "lucide-react";
import { isKey, messages } from "./messages";
import "./dispatch.css";

/** Opens the reasons behind the last dispatch of a ticket. */
export function WhyAgent({ number, assignee }: { number: string; assignee: string | null }) {
  const t = useMessages(messages);
  return (
    <Popover trigger="click" placement="leftTop" destroyOnHidden content={<Decisions number={number} />}>
      <Button type="link" size="small" className="dp-open" icon={<CircleHelp size={13} aria-hidden />}>
        {assignee ? t("whyLabel", { name: assignee }) : t("whyNobody")}
      </Button>
    </Popover>
  );
}

function Decisions({ number }: { number: string }) {
  const t = useMessages(messages);
  const { data, error, refetch } = useQuery({
    queryKey: ["tickets", "one", number, "decisions"],
    queryFn: async () =>
      (await unwrap(api.GET("/api/v1/tickets/{number}/dispatch-decisions", { params: { path: { number } } })))
        .items,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="dp-body">
        <Loading />
      </div>
    );
  const [last, ...earlier] = [...data].sort((a, b) => b.at.localeCompare(a.at));
  if (!last) return <p className="dp-body">{t("never")}</p>;
  return (
    <div className="dp-body">
      <One decision={last} />
      {earlier.length > 0 && (
        <details>
          <summary>
            {t("earlier")} ({earlier.length})
          </summary>
          {earlier.map((decision) => (
            <One key={decision.id} decision={decision} />
          ))}
        </details>
      )}
    </div>
  );
}

function One({ decision }: { decision: Decision }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const word = (prefix: string, code: string) => {
    const key = `${prefix}_${code}`;
    return isKey(key) ? t(key) : code;
  };
  const outcome =
    decision.outcome === "assigned"
      ? t("assigned", { name: decision.chosen?.name ?? "" })
      : t(decision.outcome === "kept" ? "kept" : "backlog");
  return (
    <section className="dp-one">
      <header>
        <strong>{outcome}</strong>
        <time dateTime={decision.at}>
          {dayLabel(decision.at, locale, now)} {clockTime(decision.at, locale)}
        </time>
      </header>
      <p>
        {word("trigger", decision.trigger)} · {decision.team?.name} · {word("by", decision.reason)}
      </p>
      <p>{t("strategy", { name: word("strategy", decision.strategy) })}</p>
      {decision.candidates.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("agent")}</th>
              <th scope="col">{t("presence")}</th>
              <th scope="col">{t("load")}</th>
              <th scope="col">{t("verdict")}</th>
            </tr>
          </thead>
          <tbody>
            {decision.candidates.map((one) => (
              <Row key={one.agent.id} candidate={one} chosen={one.agent.id === decision.chosen?.id} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ candidate, chosen }: { candidate: Candidate; chosen: boolean }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const word = (key: string, other: string) => (isKey(key) ? t(key) : other);
  const reasons = candidate.reasons
    .map((code) => word(`reason_${code}`, code))
    .join(locale === "en" ? ", " : "、");
  return (
    <tr className={chosen ? "dp-chosen" : candidate.eligible ? "" : "dp-out"}>
      <th scope="row">{candidate.agent.name}</th>
      <td>{word(candidate.presence, candidate.presence)}</td>
      <td>
        {candidate.load}
        {candidate.capacity != null && ` / ${candidate.capacity}`}
      </td>
      <td>{chosen ? t("chosen") : candidate.eligible ? t("eligible") : reasons}</td>
    </tr>
  );
}
