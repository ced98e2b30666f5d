import { api, type Sla, unwrap } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { clockTime, dayLabel, durationText, ErrorState, Loading, useNow } from "@relaydesk/ui";
import { useQuery } from "@tanstack/react-query";
import { causeName, messages } from "./messages";
import { stateOf, useMeasureName } from "./Stopwatches";

/** Which policy and calendar apply, and each stretch of running and pausing with what began it. */
export function Explanation({ number }: { number: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const measure = useMeasureName();
  const { data, error, refetch } = useQuery({
    queryKey: ["tickets", "one", number, "sla"],
    queryFn: ({ signal }): Promise<Sla> =>
      unwrap(api.GET("/api/v1/tickets/{number}/sla", { params: { path: { number } }, signal })),
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="sla-explain">{<Loading />}</div>;
  const name = (one: { name: string; name_en: string }) =>
    locale === "en" ? one.name_en || one.name : one.name;
  const when = (at: string) => `${dayLabel(at, locale, now)} ${clockTime(at, locale)}`;
  return (
    <div className="sla-explain">
      <dl>
        <dt>{t("policy")}</dt>
        <dd>{data.policy ? name(data.policy) : "–"}</dd>
        <dt>{t("calendar")}</dt>
        <dd>{data.calendar ? `${name(data.calendar)} (${data.calendar.timezone})` : "–"}</dd>
      </dl>
      <p className="sla-quiet">
        {t("workingTime")} {data.calendar && t(data.calendar.open_now ? "openNow" : "closedNow")}
      </p>
      {data.stopwatches.map((one) => (
        <section key={one.measure}>
          <h4>{measure(one.measure)}</h4>
          {one.segments.length === 0 && <p className="sla-quiet">{t("noSegments")}</p>}
          <ol>
            {one.segments.map((segment) => (
              <li key={segment.from}>
                <span className={`sla-mark sla-${stateOf(segment.state)}`}>{t(stateOf(segment.state))}</span>
                <span>
                  {when(segment.from)} – {segment.to ? when(segment.to) : t("now")}
                  <small>
                    {causeName(segment.cause, t)}
                    {segment.state === "running" &&
                      ` · ${t("counted", { time: durationText(segment.working_minutes, locale) })}`}
                  </small>
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
