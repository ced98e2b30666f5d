import { useMessages } from "@relaydesk/i18n";
import { messages } from "../messages";
import type { Board } from "./api";

type Presence = "online" | "busy" | "away";

/** Who is there, the busiest first, with what waits for their own work. */
export function OnDuty({ agents }: { agents: Board["agents"] }) {
  const t = useMessages(messages);
  const most = Math.max(1, ...agents.map((one) => one.load));
  return (
    <section className="wall-agents" aria-label={t("agents")}>
      <h2>
        {t("agents")} <span>{agents.length}</span>
      </h2>
      {agents.length === 0 && <p>{t("agentsNone")}</p>}
      <ul>
        {agents.map((one) => (
          <li key={one.id}>
            <span className={`wall-presence wall-presence-${one.presence}`} aria-hidden />
            <strong>{one.name}</strong>
            <small>{t(one.presence as Presence)}</small>
            <span className="wall-load" style={{ inlineSize: `${(one.load / most) * 30}%` }} aria-hidden />
            <em>{t("load", { n: one.load })}</em>
          </li>
        ))}
      </ul>
    </section>
  );
}
