import { expect, test } from "vitest";
import { minutesLeft, timeLeft } from "./timeLeft";

const now = Date.parse("2026-11-22T09:00:00Z");
const after = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

test("time left is hours and minutes, soon below an hour", () => {
  expect(timeLeft(after(138), "open", now, "zh")).toEqual({ text: "剩 2:18", tone: "calm" });
  expect(timeLeft(after(8), "new", now, "en")).toEqual({ text: "0:08 left", tone: "soon" });
});

test("late time is red and short", () => {
  expect(timeLeft(after(-40), "open", now, "zh")).toEqual({ text: "超时 40分", tone: "late" });
  expect(timeLeft(after(-92), "open", now, "zh")?.text).toBe("超时 1:32");
});

test("half a minute late is late already", () => {
  expect(timeLeft(after(-0.5), "open", now, "zh")?.tone).toBe("late");
});

test("waiting and hold are paused, solved shows nothing", () => {
  expect(timeLeft(after(10), "waiting", now, "zh")).toEqual({ text: "已暂停", tone: "paused" });
  expect(timeLeft(after(-10), "solved", now, "zh")).toBeNull();
  expect(timeLeft(null, "open", now, "zh")).toBeNull();
});

test("two days and more are days", () => {
  expect(minutesLeft(4 * 1440 + 30, "zh").text).toBe("剩 4 天");
});
