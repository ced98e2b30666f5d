import { ListPage, useAdmin } from "@relaydesk/admin-kit";
import { useMessages } from "@relaydesk/i18n";
import { Avatar } from "@relaydesk/ui";
import { Button } from "antd";
import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useDirectory } from "../api/directory";
import { pagesOf, useAll, useNarrowed } from "../api/records";
import type { Team } from "../api/types";
import { messages } from "../messages";
import { useNameOf } from "../names";
import "../people.css";
import { TeamForm } from "./TeamForm";

/** So many faces stand in a row of the list. */
const FACES = 6;

/** The teams, whose members share a queue. */
export default function TeamsPage() {
  const t = useMessages(messages);
  const nameOf = useNameOf();
  const { can } = useAdmin();
  const teams = useAll<Team>("teams");
  const directory = useDirectory();
  const rows = useNarrowed(teams.data ?? []);
  const [open, setOpen] = useState<Partial<Team> | null>(null);
  const writes = can("people.manage");
  const department = (team: Team) => {
    const found = team.department_id && directory.departments.get(team.department_id);
    return found ? nameOf(found) : "";
  };
  const add = (
    <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setOpen({})}>
      {t("newTeam")}
    </Button>
  );
  return (
    <>
      <ListPage<Team>
        title={t("teams")}
        hint={t("teamsHint")}
        list={pagesOf(teams, rows)}
        rowKey={(row) => row.id}
        onOpen={setOpen}
        searchHint={t("findTeam")}
        actions={writes && add}
        empty={{ icon: <UsersRound size={40} aria-hidden />, title: t("noTeams"), action: writes && add }}
        columns={[
          {
            key: "name",
            title: t("name"),
            render: nameOf,
            sub: (row) => t("members_n", { n: row.member_ids.length }),
          },
          { key: "key", title: t("key"), wide: true, render: (row) => <code>{row.key}</code> },
          { key: "department", title: t("department"), wide: true, render: department },
          {
            key: "members",
            title: t("members"),
            wide: true,
            render: (row) => {
              const names = row.member_ids.map((id) => directory.agents.get(id)?.name ?? "");
              return (
                <span className="pe-faces" title={names.filter(Boolean).join(t("comma"))}>
                  {names
                    .filter(Boolean)
                    .slice(0, FACES)
                    .map((name) => (
                      <Avatar key={name} name={name} size={22} />
                    ))}
                  <span className="ad-muted">{t("members_n", { n: row.member_ids.length })}</span>
                </span>
              );
            },
          },
        ]}
      />
      {open && <TeamForm team={open} onClose={() => setOpen(null)} readOnly={!writes} />}
    </>
  );
}
