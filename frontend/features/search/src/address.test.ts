import { expect, test } from "vitest";
import { narrowings, parseAddress, searchParams, shortAddress } from "./address";

test("the address holds the whole search and leaves defaults out", () => {
  const address = parseAddress({ q: "空调", tab: "tickets", team: "t1", period: "week", junk: "1" });
  expect(shortAddress(address)).toEqual({ q: "空调", team: "t1", period: "week" });
  expect(narrowings(address)).toBe(2);
});

test("a number typed into the address is a word, and nonsense is left out", () => {
  expect(parseAddress({ q: 5678, tab: "nowhere", period: "toString" })).toEqual({
    q: "5678",
    tab: "tickets",
  });
});

test("a period asks from a whole hour on, so that it can be kept", () => {
  const at = Date.parse("2026-11-22T09:31:07Z");
  const params = searchParams(parseAddress({ q: " 空调 ", period: "day" }), at, 20);
  expect(params).toEqual({ q: "空调", limit: "20", since: "2026-11-21T09:00:00.000Z" });
});
