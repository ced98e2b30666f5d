import type { Translate } from "@relaydesk/i18n";
import type { Fact } from "../api/types";
import { type MessageKey, messages } from "../contacts/messages";

const FIELDS = ["name", "locale", "company_id", "label"] as const;

function known(key: string): key is MessageKey {
  return Object.hasOwn(messages.zh, key);
}

/** A fact about a contact as a sentence; one that we have no words for is named as it is. */
export function factSentence(fact: Fact, t: Translate<MessageKey>): string {
  const actor = fact.actor || t("system");
  const key = `fact_${fact.name.replace(/^people\.contact\./, "")}`;
  if (!known(key)) return t("fact_other", { actor, name: fact.name });
  const changes = (fact.data.changes ?? {}) as Record<string, unknown>;
  const fields = FIELDS.filter((field) => field in changes).map((field) => t(`field_${field}`));
  const moved = (fact.data.moved ?? {}) as Record<string, number>;
  return t(key, {
    actor,
    fields: fields.join(t("comma")),
    identities: Number(fact.data.identities ?? 0),
    tickets: Number(moved.tickets ?? 0),
  });
}
