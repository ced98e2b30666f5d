import { expect, test } from "vitest";
import { firstValue, isWhole, keptValue, type TicketField } from "./fields";
import { localOf, momentOf } from "./moments";
import {
  addPart,
  both,
  changePart,
  countLeaves,
  faultsByPart,
  newLeaf,
  type Stored,
  toScreen,
  toStored,
} from "./tree";

const urgent: Stored = { field: "priority", operator: "in", value: ["P0", "P1"] };
const free: Stored = { field: "assignee", operator: "is_empty" };
const mine: Stored = { field: "assignee", operator: "is", value: { me: "current_user" } };
const old: Stored = { field: "created_at", operator: "older_than", value: { amount: 3, unit: "days" } };

/** A generator of our own: the same sequence every time, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function tree(next: () => number, depth: number): Stored {
  const shape = Math.floor(next() * (depth > 0 ? 5 : 2));
  const parts = () => Array.from({ length: Math.floor(next() * 4) }, () => tree(next, depth - 1));
  if (shape === 2) return { and: parts() };
  if (shape === 3) return { or: parts() };
  if (shape === 4) return { not: tree(next, depth - 1) };
  return [urgent, free, mine, old][Math.floor(next() * 4)] ?? urgent;
}

test("every tree comes back from the screen exactly as it was stored", () => {
  const next = random(20261122);
  for (let count = 0; count < 600; count += 1) {
    const stored = tree(next, 4);
    expect(toStored(toScreen(stored))).toEqual(stored);
  }
});

test("no condition is a group without parts, which lets everything in", () => {
  expect(toStored(toScreen(null))).toEqual({ and: [] });
});

test("a single leaf is shown in a group and stored without it, until a second one joins", () => {
  const root = toScreen(urgent);
  expect(root.parts).toHaveLength(1);
  const grown = addPart(root, root.id, newLeaf("assignee", "is_empty"));
  expect(toStored(grown)).toEqual({ and: [urgent, free] });
});

test("a part is replaced, negated and removed where it stands", () => {
  const root = toScreen({ and: [urgent, { or: [free, mine] }] });
  const group = root.parts[1];
  const inner = group?.kind === "group" ? group.parts[0] : undefined;
  const negated = changePart(root, inner?.id ?? 0, (part) => ({ ...part, not: 1 }));
  expect(toStored(negated)).toEqual({ and: [urgent, { or: [{ not: free }, mine] }] });
  expect(toStored(changePart(root, group?.id ?? 0, () => null))).toEqual({ and: [urgent] });
  expect(countLeaves(root)).toBe(3);
});

test("a fault of the server is shown at the leaf that it names", () => {
  const root = toScreen({ and: [urgent, { not: { or: [free, mine] } }] });
  const group = root.parts[1];
  const leaf = group?.kind === "group" ? group.parts[1] : undefined;
  const faults = faultsByPart(
    root,
    new Map([
      ["condition.and[1].not.or[1].value", "An id."],
      ["body.condition.and[0].value[1]", "Not a value."],
      ["name", "Elsewhere."],
    ]),
  );
  expect(faults.get(leaf?.id ?? 0)).toBe("An id.");
  expect(faults.get(root.parts[0]?.id ?? 0)).toBe("Not a value.");
  expect(faults.size).toBe(2);
});

test("a fault at a bare leaf is shown there too", () => {
  const root = toScreen(urgent);
  const faults = faultsByPart(root, new Map([["condition.value[0]", "No."]]));
  expect(faults.get(root.parts[0]?.id ?? 0)).toBe("No.");
});

test("conditions are joined without needless groups", () => {
  expect(both(null, urgent, undefined, { and: [free, mine] })).toEqual({ and: [urgent, free, mine] });
  expect(both()).toEqual({ and: [] });
});

const field = (kind: TicketField["kind"]): TicketField => ({
  key: "x",
  kind,
  name: "x",
  name_en: "x",
  operators: [],
  choices: null,
  refers_to: null,
});

test("a value stays when the operator changes, as far as it can", () => {
  expect(keptValue(field("choice"), "is", "in", "P0")).toEqual(["P0"]);
  expect(keptValue(field("choice"), "in", "is_not", ["P0", "P1"])).toBe("P0");
  expect(keptValue(field("choice"), "is", "is_empty", "P0")).toBeUndefined();
  expect(keptValue(field("instant"), "within_last", "older_than", { amount: 3, unit: "hours" })).toEqual({
    amount: 3,
    unit: "hours",
  });
  expect(keptValue(field("instant"), "within_last", "in_period", { amount: 3, unit: "hours" })).toBe("today");
  expect(firstValue(field("yes_no"), "is")).toBe(true);
});

test("only a leaf that says enough is asked", () => {
  expect(isWhole({ field: "a", operator: "is_empty", value: undefined })).toBe(true);
  expect(isWhole({ field: "a", operator: "in", value: [] })).toBe(false);
  expect(isWhole({ field: "a", operator: "is", value: false })).toBe(true);
  expect(isWhole({ field: "", operator: "is", value: "x" })).toBe(false);
});

test("days and instants survive the browser's inputs", () => {
  expect(momentOf(localOf("2026-11-22", false))).toBe("2026-11-22");
  const instant = "2026-11-22T01:30:00.000Z";
  expect(momentOf(localOf(instant, true))).toBe(instant);
  expect(momentOf("")).toBeUndefined();
});
