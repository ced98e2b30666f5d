import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import {
  BadgeCheck,
  Building2,
  Contact,
  FileSpreadsheet,
  Headset,
  IdCard,
  type LucideIcon,
  Network,
  UsersRound,
} from "lucide-react";
import { type ComponentType, lazy } from "react";
import { entryMessages } from "./entryMessages";

type Word = "departments" | "teams" | "agents" | "posts" | "skills" | "contacts" | "companies" | "transfer";

function entry(
  id: Word,
  icon: LucideIcon,
  permissions: string[],
  load: () => Promise<{ default: ComponentType }>,
): AdminEntry {
  return {
    id: `people.${id}`,
    path: id,
    group: "people",
    permissions,
    icon,
    title: said(entryMessages, id),
    words: said(entryMessages, `${id}_words`),
    Page: lazy(load),
  };
}

const READ = ["people.read_agents"];
const ASK = ["people.read_contacts"];

/** The pages of people in the administration. */
export const peopleEntries: readonly AdminEntry[] = [
  entry("departments", Network, READ, () => import("./house/DepartmentsPage")),
  entry("teams", UsersRound, READ, () => import("./house/TeamsPage")),
  entry("agents", Headset, READ, () => import("./house/AgentsPage")),
  entry("posts", IdCard, ["people.manage"], () => import("./house/PostsPage")),
  entry("skills", BadgeCheck, ["people.manage"], () => import("./house/SkillsPage")),
  entry("contacts", Contact, ASK, () => import("./contacts/ContactsPage")),
  entry("companies", Building2, ASK, () => import("./companies/CompaniesPage")),
  entry(
    "transfer",
    FileSpreadsheet,
    ["people.import", "people.export"],
    () => import("./transfer/TransferPage"),
  ),
];
