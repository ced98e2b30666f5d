import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { Contact, type LucideIcon } from "lucide-react";
import { type ComponentType, lazy } from "react";
import { messages } from "./messages";

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
    title: said(messages, id),
    words: said(messages, `${id}_words`),
    Page: lazy(load),
  };
}

/** The pages of people in the administration. */
export const peopleEntries: readonly AdminEntry[] = [
  entry("contacts", Contact, ["people.read_contacts"], () => import("./contacts/ContactsPage")),
];
