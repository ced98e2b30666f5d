import { expect, test } from "vitest";
import { activeFilters, listParams, parseSearch, sameTickets, shortSearch, withoutFilters } from "./search";
import { readColumns, settingsOf, writeColumns } from "./settings";

test("an address survives the round trip", () => {
  const search = parseSearch({
    view: "team",
    sort: "next_due_at",
    mode: "board",
    group: "status",
    columns: "number~120,subject",
    condition: { field: "priority", operator: "is", value: "P0" },
    priority: "P0",
    assignee: "none",
  });
  expect(parseSearch(shortSearch(search) as Record<string, unknown>)).toEqual(search);
});

test("unknown orders, modes and parameters of an old bookmark are left out", () => {
  const raw = { view: "<script>", sort: "colour", mode: "pie", junk: "1", status: 7, condition: "x" };
  expect(parseSearch(raw)).toEqual({ view: "" });
});

test("the server is asked for the tickets, not for how they are shown", () => {
  const condition = { field: "tags", operator: "is_empty" };
  const search = parseSearch({ view: "all", mode: "table", columns: "number", condition });
  expect(listParams(search)).toEqual({ view: "all", condition: JSON.stringify(condition) });
  expect(sameTickets(search, "priority")).toEqual({ view: "all", condition, sort: "priority" });
});

test("filters that are set are known, and all go at once", () => {
  const search = parseSearch({
    view: "all",
    team: "x",
    status: "open",
    condition: { and: [] },
    mode: "table",
  });
  expect(activeFilters(search)).toEqual(["status", "team", "condition"]);
  expect(withoutFilters(search)).toEqual({ view: "all", mode: "table" });
});

test("the address goes before the view, and the view before the usual", () => {
  const view = {
    key: "k",
    name: "k",
    sort: "priority",
    group: "status",
    mode: "board",
    columns: [{ key: "number", width: 90 }],
  };
  expect(settingsOf(parseSearch({ view: "k" }), view)).toEqual({
    mode: "board",
    sort: "priority",
    group: "status",
    columns: view.columns,
  });
  const own = settingsOf(parseSearch({ view: "k", mode: "list", group: "none", columns: "tags" }), view);
  expect([own.mode, own.group, own.columns]).toEqual(["list", "", [{ key: "tags", width: null }]]);
  expect(settingsOf(parseSearch({ view: "overdue" }), undefined).sort).toBe("next_due_at");
  expect(settingsOf(parseSearch({ view: "k" }), undefined).sort).toBeUndefined();
});

test("columns keep their widths in the address", () => {
  expect(readColumns("number~120,subject")).toEqual([
    { key: "number", width: 120 },
    { key: "subject", width: null },
  ]);
  expect(writeColumns(readColumns("number~120,subject"))).toBe("number~120,subject");
});

test("CVE-2026-53592: a key of every object in an address reaches no object", () => {
  const sent = JSON.parse('{"view":"all","__proto__":{"polluted":1},"columns":{"__proto__":{"polluted":1}}}');
  parseSearch(sent as Record<string, unknown>);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
