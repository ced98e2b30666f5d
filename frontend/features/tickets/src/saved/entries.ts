import { type AdminEntry, said } from "@relaydesk/admin-kit/entries";
import { MessageSquareQuote, Tags } from "lucide-react";
import { lazy } from "react";
import { messages as tagMessages } from "../tags/messages";
import { messages } from "./messages";

/** The pages of saved replies, of which everybody who answers has some, and of tags. */
export const ticketEntries: readonly AdminEntry[] = [
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
  {
    id: "tickets.tags",
    path: "tags",
    group: "people",
    permissions: ["tickets.manage_tags"],
    icon: Tags,
    title: said(tagMessages, "tags"),
    words: said(tagMessages, "tags_words"),
    Page: lazy(() => import("../tags/TagsPage")),
  },
];
