import { text } from "@relaydesk/i18n";
import { expect, test } from "vitest";
import type { Fact } from "../api/types";
import { messages } from "../contacts/messages";
import { factSentence } from "./facts";

const fact = (name: string, data: Record<string, unknown> = {}): Fact => ({
  id: 1,
  at: "2026-11-22T08:00:00Z",
  name,
  actor: "林晓",
  data,
});
const en = (one: Fact) => factSentence(one, (key, params) => text(messages, "en", key, params));
const zh = (one: Fact) => factSentence(one, (key, params) => text(messages, "zh", key, params));

test("a merge says what came along", () => {
  const merged = fact("people.contact.merged", { identities: 2, moved: { tickets: 1 } });
  expect(zh(merged)).toBe("林晓 合并了另一个联系人：2 个联系方式、1 张工单");
  expect(en(merged)).toBe("林晓 merged another contact into this one: 2 identities, 1 ticket");
});

test("a change names its fields, and a fact without words is named as it is", () => {
  expect(zh(fact("people.contact.changed", { changes: { name: ["a", "b"], company_id: [null, "x"] } }))).toBe(
    "林晓 修改了姓名、公司",
  );
  expect(zh(fact("odd.thing"))).toBe("林晓：odd.thing");
});
