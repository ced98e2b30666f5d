import { expect, test } from "vitest";
import {
  administrationOf,
  byModule,
  changesOf,
  isExcluded,
  keyFrom,
  rightOf,
  withGrant,
  withRight,
} from "./matrix";
import type { Permission, Realm } from "./types";

const permission = (key: string, realm: Realm = "business"): Permission => ({
  key,
  module: key.split(".")[0] ?? "",
  realm,
  name: key,
  name_en: key,
});
const READ = permission("tickets.read");
const MANAGE = permission("people.manage", "system");
const AUDIT = permission("audit.read", "audit");
const ALL = [READ, MANAGE, AUDIT];

test("a role of one administration takes no permission of another, but any of the daily work", () => {
  expect(administrationOf({ "tickets.read": "all" }, ALL)).toBeNull();
  const administration = administrationOf({ "people.manage": "all" }, ALL);
  expect(administration).toBe("system");
  expect(isExcluded(AUDIT, administration)).toBe(true);
  expect(isExcluded(MANAGE, administration)).toBe(false);
  expect(isExcluded(READ, administration)).toBe(false);
  expect(isExcluded(AUDIT, null)).toBe(false);
});

test("permissions stand together by module", () => {
  expect(byModule([READ, AUDIT, permission("tickets.write")]).map((one) => one.module)).toEqual([
    "tickets",
    "audit",
  ]);
});

test("a grant is changed and taken away without touching the others", () => {
  const grants = withGrant({ a: "own" }, "b", "team");
  expect(grants).toEqual({ a: "own", b: "team" });
  expect(withGrant(grants, "a", null)).toEqual({ b: "team" });
});

test("a field's right is one line per type; none means nothing is said", () => {
  let lines = withRight([], "tickets.requester.phone", "*", "masked");
  lines = withRight(lines, "tickets.requester.phone", "repair", "read");
  lines = withRight(lines, "tickets.requester.phone", "*", "hidden");
  expect(rightOf(lines, "tickets.requester.phone", "*")).toBe("hidden");
  expect(rightOf(lines, "tickets.requester.phone", "repair")).toBe("read");
  expect(rightOf(lines, "tickets.requester.phone", "incident")).toBeNull();
  expect(withRight(lines, "tickets.requester.phone", "*", null)).toHaveLength(1);
});

test("a key is made of the English name", () => {
  expect(keyFrom("Night shift (Éu)")).toBe("night_shift_e_u");
  expect(keyFrom("夜班")).toBe("");
});

test("only what differs of a role is sent", () => {
  const known = {
    name: "夜班",
    name_en: "Night",
    grants: { a: "own", b: "team" } as const,
    field_rights: [],
    labels: ["board"],
    second_factor: false,
  };
  expect(changesOf({ ...known, grants: { b: "team", a: "own" } }, known)).toEqual({});
  expect(changesOf({ ...known, grants: { a: "own" }, name: "白班" }, known)).toEqual({
    name: "白班",
    grants: { a: "own" },
  });
});
