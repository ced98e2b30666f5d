import type { Column } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Avatar, useNow } from "@relaydesk/ui";
import { useDirectory } from "../api/directory";
import type { Agent } from "../api/types";
import { messages } from "../messages";
import { validity } from "../model/days";
import { useNameOf } from "../names";

/** So many skills stand in a row of the list. */
const SHOWN = 3;

export function useAgentColumns(): Column<Agent>[] {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const now = useNow();
  const { departments, teams, posts, skills } = useDirectory();
  const names = (ids: string[] | undefined, from: Map<string, { name: string; name_en?: string }>) =>
    (ids ?? [])
      .map((id) => from.get(id))
      .filter((one) => one !== undefined)
      .map(nameOf)
      .join(t("comma"));
  const department = (agent: Agent) => names(agent.department_id ? [agent.department_id] : [], departments);
  return [
    {
      key: "name",
      title: t("personName"),
      render: (agent) => (
        <>
          <Avatar name={agent.name} /> {agent.name}
        </>
      ),
      sub: department,
    },
    {
      key: "email",
      title: t("email"),
      wide: true,
      render: (agent) => <span className="ad-muted">{agent.email}</span>,
    },
    { key: "department", title: t("department"), wide: true, render: department },
    { key: "teams", title: t("teams"), wide: true, render: (agent) => names(agent.team_ids, teams) },
    { key: "posts", title: t("posts"), wide: true, render: (agent) => names(agent.post_ids, posts) },
    {
      key: "skills",
      title: t("skills"),
      wide: true,
      render: (agent) => {
        const own = agent.skills ?? [];
        return (
          <span className="pe-tags">
            {own.slice(0, SHOWN).map(({ skill_id, level, valid_until }) => {
              const skill = skills.get(skill_id);
              const state = validity(valid_until, now);
              return (
                <span
                  key={skill_id}
                  className={`ad-tag pe-${state}`}
                  title={valid_until ? t(`valid_${state}`, { date: valid_until }) : undefined}
                >
                  {skill ? nameOf(skill) : "…"} {level}
                  {state === "over" && ` · ${t("expired")}`}
                </span>
              );
            })}
            {own.length > SHOWN && <span className="ad-muted">+{own.length - SHOWN}</span>}
          </span>
        );
      },
    },
    {
      key: "presence",
      title: t("presence"),
      width: "90px",
      render: (agent) =>
        agent.active ? (
          <span className="pe-presence">
            <span className={`pe-dot pe-dot-${agent.presence}`} aria-hidden />
            {t(`presence_${agent.presence}`)}
          </span>
        ) : (
          <span className="ad-tag">{t("inactive")}</span>
        ),
    },
  ];
}
