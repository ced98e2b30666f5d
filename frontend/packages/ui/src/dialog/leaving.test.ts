import { expect, it, vi } from "vitest";
import { makeHeld, makeWayOut } from "./leaving";

it("leaves at once when nothing would be lost", async () => {
  const leave = vi.fn();
  const ask = vi.fn(async () => false);
  await makeWayOut()({ unsent: false, ask, leave });
  expect(leave).toHaveBeenCalledOnce();
  expect(ask).not.toHaveBeenCalled();
});

it("stays when one wants to go on writing, and asks again the next time", async () => {
  const leave = vi.fn();
  const ask = vi.fn(async () => false);
  const out = makeWayOut();
  await out({ unsent: true, ask, leave });
  await out({ unsent: true, ask, leave });
  expect(ask).toHaveBeenCalledTimes(2);
  expect(leave).not.toHaveBeenCalled();
});

it("leaves when what was written may go", async () => {
  const leave = vi.fn();
  await makeWayOut()({ unsent: true, ask: async () => true, leave });
  expect(leave).toHaveBeenCalledOnce();
});

it("asks once, however often one presses while the question stands", async () => {
  const leave = vi.fn();
  let answer: (gone: boolean) => void = () => undefined;
  const ask = vi.fn(
    () =>
      new Promise<boolean>((resolve) => {
        answer = resolve;
      }),
  );
  const out = makeWayOut();
  const first = out({ unsent: true, ask, leave });
  void out({ unsent: true, ask, leave });
  void out({ unsent: false, ask, leave });
  expect(ask).toHaveBeenCalledOnce();
  expect(leave).not.toHaveBeenCalled();
  answer(true);
  await first;
  expect(leave).toHaveBeenCalledOnce();
});

it("holds as long as any part of the dialog does", () => {
  const held = makeHeld();
  const [one, other] = [held.hold(), held.hold()];
  one();
  one();
  expect(held.any()).toBe(true);
  other();
  expect(held.any()).toBe(false);
});
