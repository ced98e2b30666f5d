import { type AdminEntry, type AdminGroup, said } from "@relaydesk/admin-kit/entries";
import { KeyRound, Lock, type LucideIcon, SearchCheck, UserRoundCheck, Users } from "lucide-react";
import { type ComponentType, lazy } from "react";
import { messages } from "./messages";

type Word = "roles" | "labels" | "accounts" | "standIns" | "explain";

function entry(
  path: string,
  word: Word,
  icon: LucideIcon,
  permissions: string[],
  load: () => Promise<{ default: ComponentType }>,
): AdminEntry {
  const group: AdminGroup = "rights";
  return {
    id: `access.${path}`,
    path,
    group,
    permissions,
    icon,
    title: said(messages, word),
    words: said(messages, `${word}_words`),
    Page: lazy(load),
  };
}

const ACCOUNTS = [
  "access.manage_accounts",
  "access.end_sessions",
  "access.view_as",
  "access.grant_privileged",
];

/** The pages of rights in the administration. */
export const rightsEntries: readonly AdminEntry[] = [
  entry("accounts", "accounts", Users, ACCOUNTS, () => import("./AccountsPage")),
  entry(
    "roles",
    "roles",
    KeyRound,
    ["access.manage_roles", "access.grant_privileged", "access.manage_labels"],
    () => import("./RolesPage"),
  ),
  entry("labels", "labels", Lock, ["access.manage_labels"], () => import("./LabelsPage")),
  entry("stand-ins", "standIns", UserRoundCheck, ["access.manage_accounts"], () => import("./StandInsPage")),
  entry("explain", "explain", SearchCheck, ["access.explain"], () => import("./ExplainPage")),
];
