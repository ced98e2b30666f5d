import { ApiProblem } from "@relaydesk/api-client";
import { translate } from "@relaydesk/i18n";
import { expect, test } from "vitest";
import { messages } from "./messages";
import { DEFAULT_RULES, passwordFault, rulesText } from "./passwords";

const t = (key: keyof typeof messages.zh, params?: Record<string, string | number>) =>
  translate(messages.en[key], "en", params);
const refused = (code: string, field = "password") =>
  new ApiProblem(422, { errors: [{ field, code, message: "as the server says it" }] });

test("the rules say no more than the policy asks", () => {
  expect(rulesText(DEFAULT_RULES, t)).toContain("At least 10 characters");
  expect(rulesText(DEFAULT_RULES, t)).not.toContain("kinds");
  expect(rulesText({ min_length: 12, min_classes: 3, history: 5 }, t)).toMatch(/3 kinds.*last 5/s);
});

test("a refused password is told at its field, in words we know or the server's", () => {
  expect(passwordFault(refused("too_short"), { ...DEFAULT_RULES, min_length: 14 }, t)).toContain("14");
  expect(passwordFault(refused("new_rule"), DEFAULT_RULES, t)).toBe("as the server says it");
  expect(passwordFault(refused("missing", "token"), DEFAULT_RULES, t)).toBe(false);
  expect(passwordFault(new ApiProblem(429, {}), DEFAULT_RULES, t)).toBe(false);
});
