import { expect, test } from "vitest";
import { snoozeChoices } from "./snoozing";

const when = (text: string) =>
  Object.fromEntries(snoozeChoices(new Date(text)).map((one) => [one.id, one.until.toString().slice(0, 21)]));

test("an hour, tomorrow at nine, and the next Monday", () => {
  expect(when("2026-11-20T16:30:00")).toEqual({
    hour: "Fri Nov 20 2026 17:30",
    tomorrow: "Sat Nov 21 2026 09:00",
    monday: "Mon Nov 23 2026 09:00",
  });
});

test("on a Monday the next one is a week ahead, on a Sunday it is tomorrow", () => {
  expect(when("2026-11-23T08:00:00").monday).toBe("Mon Nov 30 2026 09:00");
  expect(when("2026-11-22T23:59:00").monday).toBe("Mon Nov 23 2026 09:00");
  expect(when("2026-12-31T12:00:00").tomorrow).toBe("Fri Jan 01 2027 09:00");
});
