import { ApiProblem } from "@relaydesk/api-client";
import { expect, test, vi } from "vitest";
import { isCancelled, withProof } from "./proof";

const wanted = new ApiProblem(403, { code: "proof_required", methods: ["password", "totp"] });

test("an act that wants a proof is done again once it was given", async () => {
  const act = vi.fn().mockRejectedValueOnce(wanted).mockResolvedValueOnce("done");
  const ask = vi.fn().mockResolvedValue(true);
  expect(await withProof(act, ask)).toBe("done");
  expect(ask).toHaveBeenCalledExactlyOnceWith(["password", "totp"]);
});

test("who gives no proof gets nothing done, and is told nothing", async () => {
  const act = vi.fn().mockRejectedValue(wanted);
  const failed = await withProof(act, () => Promise.resolve(false)).catch((error: unknown) => error);
  expect(isCancelled(failed)).toBe(true);
  expect(act).toHaveBeenCalledTimes(1);
});

test("any other refusal is passed on without a question", async () => {
  const ask = vi.fn();
  const other = new ApiProblem(409, { code: "too_many_factors" });
  await expect(withProof(() => Promise.reject(other), ask)).rejects.toBe(other);
  expect(ask).not.toHaveBeenCalled();
});
