import { useLocale, useMessages } from "@relaydesk/i18n";
import { useMemo } from "react";
import { useAgents, useTeams, useTypes } from "../api/directory";
import type { Words } from "./groups";
import { messages, type Word } from "./messages";

/** The words by which groups are named. */
export function useWords(): Words {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const types = useTypes().data;
  const agents = useAgents().data;
  const teams = useTeams().data;
  return useMemo(
    () => ({
      types: types ?? [],
      agents: agents ?? [],
      teams: teams ?? [],
      locale,
      priority: (one) => t(one),
      category: (one) => t(`cat_${one}` as Word),
      nobody: t("unassigned"),
      noTeam: t("noTeam"),
    }),
    [types, agents, teams, locale, t],
  );
}
