import { expect, test } from "vitest";
import {
  bodyOf,
  chooseAll,
  chooseThese,
  countOf,
  extend,
  isChosen,
  isEmpty,
  NOTHING,
  type Selection,
  toggle,
} from "./selection";

const ROWS = Array.from({ length: 40 }, (_, n) => `GD-${n}`);
const chosen = (selection: Selection) => ROWS.filter((number) => isChosen(selection, number));

test("a ticket is chosen, and taken out again", () => {
  const once = toggle(NOTHING, "GD-3");
  expect(chosen(once)).toEqual(["GD-3"]);
  expect(isEmpty(toggle(once, "GD-3"))).toBe(true);
});

test("a range grows and shrinks from where it began, and leaves what was chosen before", () => {
  const before = toggle(toggle(NOTHING, "GD-30"), "GD-5");
  expect(chosen(extend(before, ROWS, "GD-8"))).toEqual(["GD-5", "GD-6", "GD-7", "GD-8", "GD-30"]);
  expect(chosen(extend(extend(before, ROWS, "GD-8"), ROWS, "GD-6"))).toEqual(["GD-5", "GD-6", "GD-30"]);
  expect(chosen(extend(extend(before, ROWS, "GD-8"), ROWS, "GD-4"))).toEqual(["GD-4", "GD-5", "GD-30"]);
});

test("a range without a beginning begins where it ends", () => {
  expect(chosen(extend(NOTHING, ROWS, "GD-7"))).toEqual(["GD-7"]);
});

test("all that match are chosen by number, so that what comes later does not belong to them", () => {
  const all = chooseAll({ count: 3, capped: false, numbers: ["GD-1", "GD-2", "GD-3"] });
  expect([countOf(all), all.matched]).toEqual([3, 3]);
  expect(isChosen(all, "GD-9")).toBe(false);
  expect(bodyOf(toggle(all, "GD-2"), { view: "mine" })).toEqual({ numbers: ["GD-1", "GD-3"] });
});

test("too many to name are chosen as a whole, minus some", () => {
  const all = chooseAll({ count: 50_000, capped: false, numbers: null });
  const some = extend(toggle(all, "GD-1"), ROWS, "GD-1");
  expect(countOf(toggle(all, "GD-1"))).toBe(49_999);
  expect(isChosen(some, "GD-1")).toBe(true);
  expect(bodyOf(toggle(all, "GD-1"), { view: "all" })).toEqual({
    matching: { view: "all" },
    excluded: ["GD-1"],
  });
});

/** Small numbers from a seed (mulberry32), so that a failure can be run again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % sides;
  };
}

test("whatever one does, the selection is what a plain list of yes and no would be", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed);
    let selection: Selection = NOTHING;
    let model = new Set<string>();
    let base = new Set<string>();
    let anchor: string | null = null;
    for (let step = 0; step < 40; step++) {
      const number = ROWS[roll(ROWS.length)] as string;
      const act = roll(10);
      if (act < 5) {
        selection = toggle(selection, number);
        if (!model.delete(number)) model.add(number);
        anchor = number;
        base = new Set(model);
      } else if (act < 8) {
        selection = extend(selection, ROWS, number);
        const from = ROWS.indexOf(anchor ?? number);
        const to = ROWS.indexOf(number);
        model = new Set([...base, ...ROWS.slice(Math.min(from, to), Math.max(from, to) + 1)]);
        anchor ??= number;
      } else if (act === 8) {
        const named = roll(2) === 0;
        selection = chooseAll({ count: ROWS.length, capped: false, numbers: named ? ROWS : null });
        model = new Set(ROWS);
        base = new Set(ROWS);
        anchor = null;
      } else {
        selection = chooseThese([number]);
        model = new Set([number]);
        base = new Set(model);
        anchor = null;
      }
      const wanted = ROWS.filter((one) => model.has(one));
      expect(chosen(selection), `seed ${seed}, step ${step}`).toEqual(wanted);
      expect(countOf(selection), `seed ${seed}, step ${step}`).toBe(wanted.length);
      const body = bodyOf(selection, {});
      const sent = "numbers" in body ? body.numbers : ROWS.filter((one) => !body.excluded.includes(one));
      expect(new Set(sent), `seed ${seed}, step ${step}`).toEqual(model);
    }
  }
});
