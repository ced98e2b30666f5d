import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { Blocks, IdCard, LogIn, type LucideIcon } from "lucide-react";
import { type ComponentType, lazy } from "react";
import { messages } from "./messages";

function entry(
  path: string,
  word: "policy" | "providers" | "clients",
  icon: LucideIcon,
  load: () => Promise<{ default: ComponentType }>,
): AdminEntry {
  return {
    id: `access.${path}`,
    path,
    group: "signIn",
    permissions: ["access.manage_sign_in"],
    icon,
    title: said(messages, word),
    words: said(messages, `${word}_words`),
    Page: lazy(load),
  };
}

/** The pages of signing in, in the administration. */
export const signInEntries: readonly AdminEntry[] = [
  entry("sign-in", "policy", LogIn, () => import("./PolicyPage")),
  entry("identity-providers", "providers", IdCard, () => import("./ProvidersPage")),
  entry("oauth-clients", "clients", Blocks, () => import("./ClientsPage")),
];
