import { describe, expect, it } from "vitest";
import { explain, Failure, failureOf } from "../api";
import { speaker, spokenSize, spokenTime } from "../language";
import { once } from "../once";
import { INTERVAL_MS, pauseAfter } from "../polling";
import { routeOf } from "../router";
import { pathOfPasted } from "../shell/pasted";
import { nextTheme } from "../theme";
import { folded } from "../ticket/folding";
import { chooseLanguage, fill, WORDS } from "../words";

describe("addresses", () => {
  it("knows its three pages, and that anything else is none", () => {
    expect(routeOf("/portal/")).toEqual({ page: "home" });
    expect(routeOf("/portal/form")).toEqual({ page: "form" });
    expect(routeOf("/portal/t/abc.def-_")).toEqual({ page: "ticket", token: "abc.def-_" });
    expect(routeOf("/portal/t/%E0%A4%A")).toEqual({ page: "ticket", token: "%E0%A4%A" });
    for (const path of ["/portal/t/", "/portal/x", "/portal/t/a/b", "/portal/form/x"]) {
      expect(routeOf(path)).toEqual({ page: "unknown" });
    }
  });

  it("finds the link in whatever was pasted", () => {
    expect(pathOfPasted("查看进度:https://desk.example/portal/t/aB3-_x.9y 谢谢")).toBe("/portal/t/aB3-_x.9y");
    expect(pathOfPasted("<https://desk.example/portal/t/tok?x=1>")).toBe("/portal/t/tok");
    expect(pathOfPasted("GD202611-00001")).toBeNull();
    expect(pathOfPasted("https://evil.example/t/abc")).toBeNull();
  });
});

describe("words", () => {
  it("has the same places to fill in both languages", () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
    for (const [word, text] of Object.entries(WORDS.zh)) {
      const other = WORDS.en[word as keyof typeof WORDS.en];
      expect(new Set(places(other)), word).toEqual(new Set(places(text)));
      expect(other.trim(), word).not.toBe("");
    }
  });

  it("leaves an unknown place visible", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });

  it("follows the stored choice, then the browser, then English", () => {
    expect(chooseLanguage("en", ["zh-CN"])).toBe("en");
    expect(chooseLanguage("<script>", ["fr-FR", "zh-Hant-TW", "en"])).toBe("zh");
    expect(chooseLanguage(null, ["de"])).toBe("en");
  });

  it("says today's time by the clock and other days by their date", () => {
    const now = new Date("2026-11-22T12:00:00");
    expect(spokenTime("2026-11-22T09:05:00", "zh", now)).toBe("09:05");
    expect(spokenTime("2026-11-20T09:05:00", "zh", now)).toContain("11月20日");
    expect(spokenTime("2025-11-20T09:05:00", "en", now)).toContain("2025");
    expect(spokenTime("not a time", "en", now)).toBe("");
  });

  it("says sizes shortly", () => {
    expect([12, 2048, 20 * 1024 * 1024, 1.5 * 1024 * 1024].map(spokenSize)).toEqual([
      "12 B",
      "2 kB",
      "20 MB",
      "1.5 MB",
    ]);
  });
});

describe("failures", () => {
  const say = speaker("en");

  it("tells a dead link, too much and too often apart", () => {
    expect(failureOf(404, { detail: "x" }, null).kind).toBe("invalid");
    expect(failureOf(413, null, null).kind).toBe("too_large");
    expect(failureOf(503, "<html>", null).kind).toBe("server");
    expect(failureOf(409, { detail: "closed" }, null).kind).toBe("refused");
    const rate = failureOf(429, {}, "42");
    expect(explain(rate, say)).toContain("42");
    expect(failureOf(429, {}, "nonsense").seconds).toBe(60);
  });

  it("reads the fields that the server refuses, and survives other shapes", () => {
    const errors = [{ field: "body.email", code: "invalid", message: "no" }, null, "x", { code: 1 }];
    expect(failureOf(422, { errors }, null).faults).toEqual([
      { field: "email", code: "invalid", message: "no" },
    ]);
    expect(failureOf(422, { errors: "x" }, null).faults).toEqual([]);
  });

  it("has words for what it does not know", () => {
    expect(explain(new TypeError("boom"), say)).toBe(say("e_server"));
    expect(explain(new Failure("offline"), say)).toBe(say("e_offline"));
  });
});

describe("small rules", () => {
  it("asks more slowly after failures, up to two minutes", () => {
    expect([0, 1, 2, 50].map(pauseAfter)).toEqual([INTERVAL_MS, 2 * INTERVAL_MS, 4 * INTERVAL_MS, 120_000]);
  });

  it("keeps one key for one content until the outcome is known", () => {
    const sending = once();
    const first = sending.key("a");
    expect(sending.key("a")).toBe(first);
    sending.settle(new Failure("offline", "", 0, [], false));
    expect(sending.key("a")).toBe(first);
    sending.settle(failureOf(502, null, null));
    expect(sending.key("a")).toBe(first);
    sending.settle(failureOf(429, null, "5"));
    const second = sending.key("a");
    expect(second).not.toBe(first);
    expect(sending.key("b")).not.toBe(second);
    sending.settle();
    expect(sending.key("b")).not.toBe(second);
  });

  it("folds the middle of a long thread only", () => {
    const nine = Array.from({ length: 9 }, (_, n) => n);
    const thirty = Array.from({ length: 30 }, (_, n) => n);
    expect(folded(nine, false)).toEqual({ before: nine, hidden: 0, after: [] });
    expect(folded(thirty, false)).toEqual({ before: [0], hidden: 24, after: [25, 26, 27, 28, 29] });
    expect(folded(thirty, true).before).toHaveLength(30);
  });

  it("walks through the three appearances", () => {
    expect([nextTheme("system"), nextTheme("light"), nextTheme("dark")]).toEqual(["light", "dark", "system"]);
  });
});
