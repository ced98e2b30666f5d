import { expect, test } from "vitest";
import type { View } from "./api";
import { changesOf, conditionOf } from "./changes";
import { isChanged } from "./current";
import { moved, sectionsOf } from "./tree";

const urgent = { field: "priority", operator: "is", value: "P0" };

function view(key: string, more: Partial<View> = {}): View {
  return {
    key,
    kind: "mine",
    name: key,
    name_en: "",
    owner: null,
    folder: "",
    condition: urgent,
    columns: [],
    sort: "-updated_at",
    group: "",
    mode: "list",
    audience: { everybody: false, roles: [], teams: [] },
    pinned: false,
    for_me: true,
    version: 1,
    can: { edit: true, delete: true, share: false },
    ...more,
  };
}

test("views stand in their folders, pinned ones first, and what one only manages stays away", () => {
  const found = sectionsOf([
    view("a", { kind: "system" }),
    view("b", { kind: "shared", folder: "Service/East" }),
    view("c", { kind: "shared", folder: "Service", pinned: true }),
    view("d", { kind: "shared", for_me: false }),
    view("e"),
  ]);
  expect(found.pinned.map((one) => one.key)).toEqual(["c"]);
  expect(found.system.map((one) => one.key)).toEqual(["a"]);
  const service = found.shared.folders[0];
  expect([service?.name, service?.views[0]?.key, service?.folders[0]?.views[0]?.key]).toEqual([
    "Service",
    "c",
    "b",
  ]);
  expect(found.shared.views).toEqual([]);
  expect(found.mine.views.map((one) => one.key)).toEqual(["e"]);
});

test("a view moves by one step among those beside it", () => {
  expect(moved(["a", "x", "b", "c"], "b", ["a", "b", "c"], -1)).toEqual(["b", "x", "a", "c"]);
  expect(moved(["a", "b"], "b", ["a", "b"], 1)).toEqual(["a", "b"]);
});

test("what differs from the saved view is known, and nothing else", () => {
  const saved = view("a", { sort: "priority", group: "status" });
  expect(isChanged(saved, { filters: {}, sort: "priority" })).toBe(false);
  expect(changesOf(saved, { filters: {}, group: "none", mode: "board" })).toEqual({
    group: "",
    mode: "board",
  });
});

test("quick filters become part of the condition that is saved", () => {
  const current = { filters: { assignee: "me", team: "none", status: "new,open" } };
  expect(conditionOf(view("a"), current)).toEqual({
    and: [
      urgent,
      { field: "assignee", operator: "is", value: { me: "current_user" } },
      { field: "team", operator: "is_empty" },
      { field: "status", operator: "in", value: ["new", "open"] },
    ],
  });
});
