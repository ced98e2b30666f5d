import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { ScrollText, ShieldCheck } from "lucide-react";
import { lazy } from "react";
import { messages } from "./messages";

/** The pages of the auditor. */
export const auditEntries: readonly AdminEntry[] = [
  {
    id: "audit.record",
    path: "record",
    group: "record",
    permissions: ["audit.read"],
    icon: ScrollText,
    title: said(messages, "record"),
    words: said(messages, "record_words"),
    Page: lazy(() => import("./RecordPage")),
  },
  {
    id: "audit.integrity",
    path: "integrity",
    group: "record",
    permissions: ["audit.read"],
    icon: ShieldCheck,
    title: said(messages, "integrity"),
    words: said(messages, "integrity_words"),
    Page: lazy(() => import("./IntegrityPage")),
  },
];
