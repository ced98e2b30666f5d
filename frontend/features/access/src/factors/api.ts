import { call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useProof } from "./proof";
import { createPasskey } from "./webauthn";

export interface Factor {
  id: string;
  kind: "totp" | "passkey";
  name: string;
  created_at: string;
  last_used_at: string | null;
}

export interface Factors {
  factors: Factor[];
  recovery_codes_left: number;
}

export interface TotpBegun {
  id: string;
  secret: string;
  otpauth_url: string;
}

export interface PasskeyRequest {
  public_key: Record<string, unknown>;
}

/** Recovery codes, when the account had none; shown this once. */
export interface Enrolled {
  recovery_codes: string[];
}

const key = ["me", "factors"] as const;

export function useFactors() {
  return useQuery({ queryKey: key, queryFn: () => call<Factors>("GET", "/api/v1/me/factors") });
}

function useRenewed() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: key });
}

export function useBeginTotp() {
  const proved = useProof();
  return useMutation({
    mutationFn: () => proved(() => call<TotpBegun>("POST", "/api/v1/me/factors/totp")),
  });
}

export function useConfirmTotp() {
  const renewed = useRenewed();
  const proved = useProof();
  return useMutation({
    mutationFn: (body: { id: string; code: string; name: string }) =>
      proved(() => call<Enrolled>("POST", "/api/v1/me/factors/totp/confirm", { body })),
    onSuccess: renewed,
  });
}

export function useRemoveFactor() {
  const renewed = useRenewed();
  const proved = useProof();
  return useMutation({
    mutationFn: (id: string) => proved(() => call<void>("DELETE", `/api/v1/me/factors/${id}`)),
    onSuccess: renewed,
  });
}

export function useNewRecoveryCodes() {
  const renewed = useRenewed();
  const proved = useProof();
  return useMutation({
    mutationFn: () => proved(() => call<Enrolled>("POST", "/api/v1/me/factors/recovery-codes")),
    onSuccess: renewed,
  });
}

/** Adds a passkey; answers null when the browser's window was closed. */
export function useAddPasskey() {
  const renewed = useRenewed();
  const proved = useProof();
  return useMutation({
    mutationFn: async (name: string) => {
      const { public_key } = await proved(() =>
        call<PasskeyRequest>("POST", "/api/v1/me/factors/passkeys/begin"),
      );
      const credential = await createPasskey(public_key);
      if (!credential) return null;
      return call<Enrolled>("POST", "/api/v1/me/factors/passkeys/finish", { body: { name, credential } });
    },
    onSuccess: renewed,
  });
}
