// Every page of the administration, by the feature that brings it. Lazily loaded: nothing here is in the first load.
import { signInEntries } from "@relaydesk/access/providers";
import { rightsEntries } from "@relaydesk/access/rights";
import type { AdminEntry } from "@relaydesk/admin-kit";
import { peopleEntries } from "@relaydesk/people";

export const adminEntries: readonly AdminEntry[] = [...peopleEntries, ...rightsEntries, ...signInEntries];
