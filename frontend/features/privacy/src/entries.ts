import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { EyeOff } from "lucide-react";
import { lazy } from "react";
import { messages } from "./messages";

/** The pages of masking in the administration. */
export const privacyEntries: readonly AdminEntry[] = [
  {
    id: "privacy.policy",
    path: "masking",
    group: "privacy",
    permissions: ["privacy.manage"],
    icon: EyeOff,
    title: said(messages, "policy"),
    words: said(messages, "policy_words"),
    Page: lazy(() => import("./PolicyPage")),
  },
];
