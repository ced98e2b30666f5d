import { expect, test } from "vitest";
import { countsBelow, pathOf, rowsOf, treeOf, withBelow } from "./tree";

const nodes = [
  { id: "house", parent_id: null, name: "总部" },
  { id: "field", parent_id: "service", name: "现场" },
  { id: "service", parent_id: "house", name: "服务" },
  { id: "back", parent_id: "house", name: "后勤" },
  { id: "lost", parent_id: "nobody", name: "孤岛" },
];

test("the tree stands in levels by name, and an orphan stands at the top", () => {
  const rows = rowsOf(treeOf(nodes), new Set());
  expect(rows.map(({ node }) => node.id)).toHaveLength(5);
  expect(rows.find(({ node }) => node.id === "field")?.depth).toBe(2);
  expect(rows.find(({ node }) => node.id === "lost")?.depth).toBe(0);
});

test("what is below a closed department is not among the rows", () => {
  const rows = rowsOf(treeOf(nodes), new Set(["service"]));
  expect(rows.map(({ node }) => node.id)).not.toContain("field");
});

test("a department cannot be put under itself nor under what is below it", () => {
  expect(withBelow(nodes, "service")).toEqual(new Set(["service", "field"]));
  expect(withBelow(nodes, "house")).toEqual(new Set(["house", "service", "field", "back"]));
});

test("a path has the names from the top, and ends even where the data hold a ring", () => {
  expect(pathOf(nodes, "field", (node) => node.name)).toEqual(["总部", "服务", "现场"]);
  expect(pathOf(nodes, null, (node) => node.name)).toEqual([]);
  const ring = [
    { id: "a", parent_id: "b", name: "a" },
    { id: "b", parent_id: "a", name: "b" },
  ];
  expect(pathOf(ring, "a", (node) => node.name).length).toBeLessThan(5);
});

test("people are counted in their department and in all above it", () => {
  const counts = countsBelow(nodes, ["field", "field", "service", null]);
  expect(counts.get("field")).toEqual({ own: 2, all: 2 });
  expect(counts.get("service")).toEqual({ own: 1, all: 3 });
  expect(counts.get("house")).toEqual({ own: 0, all: 3 });
  expect(counts.get("back")).toEqual({ own: 0, all: 0 });
});
