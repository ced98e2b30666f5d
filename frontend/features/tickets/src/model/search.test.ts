import { expect, test } from "vitest";
import { activeFilters, listParams, parseSearch, shortSearch } from "./search";

test("an address survives the round trip", () => {
  const search = parseSearch({ view: "team", sort: "next_due_at", priority: "P0", assignee: "none" });
  expect(parseSearch(shortSearch(search))).toEqual(search);
});

test("unknown views, orders and parameters of an old bookmark are left out", () => {
  expect(parseSearch({ view: "gone", sort: "colour", junk: "1", status: 7 })).toEqual({
    view: "mine",
    sort: "-updated_at",
  });
});

test("the default order is not written into the address but is sent to the server", () => {
  const search = parseSearch({ view: "all" });
  expect(shortSearch(search)).toEqual({ view: "all" });
  expect(listParams(search)).toEqual({ view: "all", sort: "-updated_at" });
});

test("filters that are set are known", () => {
  expect(activeFilters(parseSearch({ team: "x", status: "open" }))).toEqual(["status", "team"]);
});
