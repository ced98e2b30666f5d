import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { BellRing } from "lucide-react";
import { lazy } from "react";
import { messages } from "./roleMessages";

/** The page of notices in the administration. */
export const noticeEntries: readonly AdminEntry[] = [
  {
    id: "notifications.roles",
    path: "notices",
    group: "rights",
    permissions: ["notifications.manage"],
    icon: BellRing,
    title: said(messages, "roleNotices"),
    words: said(messages, "roleNotices_words"),
    Page: lazy(() => import("./RoleNoticesPage")),
  },
];
