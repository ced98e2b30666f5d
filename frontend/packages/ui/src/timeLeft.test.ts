import { expect, test } from "vitest";
import { type Timed, timeLeft } from "./timeLeft";

const at = "2026-11-22T09:00:00Z";
const now = Date.parse(at);
const row = (minutes: number, over: Partial<Timed> = {}, category = "open"): Timed => ({
  next_due_at: new Date(now + minutes * 60_000).toISOString(),
  time_left: { minutes, counting: true, at },
  status: { category },
  ...over,
});

test("time left is hours and minutes, soon below an hour", () => {
  expect(timeLeft(row(138), now, "zh")).toEqual({ text: "剩 2:18", tone: "calm" });
  expect(timeLeft(row(8, {}, "new"), now, "en")).toEqual({ text: "0:08 left", tone: "soon" });
});

test("late time is red and short", () => {
  expect(timeLeft(row(-40), now, "zh")).toEqual({ text: "超时 40分", tone: "late" });
  expect(timeLeft(row(-92), now, "zh")?.text).toBe("超时 1:32");
  expect(timeLeft(row(-40), now, "en")?.text).toBe("40 min late");
});

test("half a minute late is late already", () => {
  const just = { next_due_at: new Date(now - 30_000).toISOString() };
  expect(timeLeft(row(0, just), now, "zh")).toEqual({ text: "超时 1分", tone: "late" });
});

test("waiting and hold are paused, solved shows nothing", () => {
  expect(timeLeft(row(10, {}, "waiting"), now, "zh")).toEqual({ text: "已暂停", tone: "paused" });
  expect(timeLeft(row(-10, {}, "solved"), now, "zh")).toBeNull();
  expect(
    timeLeft({ next_due_at: null, time_left: null, status: { category: "open" } }, now, "zh"),
  ).toBeNull();
});

test("from ten hours on it is whole working hours, as beside the ticket", () => {
  expect(timeLeft(row(40 * 60 + 30), now, "zh")?.text).toBe("剩 40 小时");
  expect(timeLeft(row(40 * 60 + 30), now, "en")?.text).toBe("40h left");
});

test("over night nothing passes, in working time each minute does", () => {
  const tomorrow = { next_due_at: "2026-11-23T02:00:00Z" };
  const night = { ...tomorrow, time_left: { minutes: 20, counting: false, at } };
  expect(timeLeft(row(20, night), now + 15 * 60_000, "zh")?.text).toBe("剩 0:20");
  const day = { ...tomorrow, time_left: { minutes: 20, counting: true, at } };
  expect(timeLeft(row(20, day), now + 15 * 60_000, "zh")?.text).toBe("剩 0:05");
  expect(timeLeft(row(20, day), now + 45 * 60_000, "zh")?.text).toBe("剩 0:00");
});
