import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { MessageSquareQuote } from "lucide-react";
import { lazy } from "react";
import { messages } from "./messages";

/** The page of saved replies in the administration: everybody who answers has some. */
export const savedReplyEntries: readonly AdminEntry[] = [
  {
    id: "replies.saved",
    path: "saved-replies",
    group: "people",
    permissions: ["tickets.write"],
    icon: MessageSquareQuote,
    title: said(messages, "saved"),
    words: said(messages, "saved_words"),
    Page: lazy(() => import("./SavedRepliesPage")),
  },
];
