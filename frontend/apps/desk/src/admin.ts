// Every page of the administration, by the feature that brings it. Lazily loaded: nothing here is in the first load.
import { signInEntries } from "@relaydesk/access/providers";
import { rightsEntries } from "@relaydesk/access/rights";
import type { AdminEntry } from "@relaydesk/admin-kit";
import { auditEntries } from "@relaydesk/audit/entries";
import { noticeEntries } from "@relaydesk/notifications/entries";
import { peopleEntries } from "@relaydesk/people";
import { privacyEntries } from "@relaydesk/privacy/entries";
import { ticketEntries } from "@relaydesk/tickets/entries";

export const adminEntries: readonly AdminEntry[] = [
  ...peopleEntries,
  ...ticketEntries,
  ...rightsEntries,
  ...noticeEntries,
  ...signInEntries,
  ...privacyEntries,
  ...auditEntries,
];
