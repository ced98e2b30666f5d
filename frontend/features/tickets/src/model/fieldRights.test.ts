import { expect, test } from "vitest";
import { isMasked, rightOf, writes } from "./fieldRights";

const ticket = { can: { fields: { "tickets.priority": "read", "tickets.type": "required" } } } as never;

test("a field that the server does not name may be written", () => {
  expect(rightOf(ticket, "tickets.team")).toBe("write");
  expect(rightOf(ticket, "tickets.priority")).toBe("read");
  expect(writes(rightOf(ticket, "tickets.priority"))).toBe(false);
  expect(writes(rightOf(ticket, "tickets.type"))).toBe(true);
});

test("stars tell a masked value", () => {
  expect(isMasked("138****1234")).toBe(true);
  expect(isMasked("l***@example.org")).toBe(true);
  expect(isMasked("+86 138 0000 1234")).toBe(false);
  expect(isMasked(null)).toBe(false);
});
