import { ApiProblem } from "@relaydesk/api-client";
import { createContext, useContext } from "react";

export type ProofKind = "password" | "totp" | "passkey" | "recovery";

/** Asks the person to prove again who he is; resolves to whether he did. */
export type AskProof = (ways: ProofKind[]) => Promise<boolean>;

export const ProofContext = createContext<AskProof>(() => Promise.resolve(false));

/** The person did not want to prove himself: nothing happened, and nothing need be said. */
export function isCancelled(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "proof_cancelled";
}

/** Runs `act`; where the server wants a fresh proof first, asks for it and runs `act` again. */
export async function withProof<T>(act: () => Promise<T>, ask: AskProof): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "proof_required") throw error;
    const ways = Array.isArray(error.body.methods) ? (error.body.methods as ProofKind[]) : [];
    if (!(await ask(ways))) throw new ApiProblem(403, { code: "proof_cancelled" });
    return act();
  }
}

export function useProof(): <T>(act: () => Promise<T>) => Promise<T> {
  const ask = useContext(ProofContext);
  return (act) => withProof(act, ask);
}
