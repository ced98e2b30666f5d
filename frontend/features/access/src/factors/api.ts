import { call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createPasskey } from "./webauthn";

export interface Factor {
  id: string;
  kind: "totp" | "passkey" | "recovery";
  name: string;
  created_at: string;
  last_used_at: string | null;
  /** Of recovery codes: how many are left. */
  left?: number | null;
}

export interface Factors {
  items: Factor[];
  /** A role or the policy asks for a second factor: the last one cannot be removed. */
  required: boolean;
  recovery_codes_left: number;
}

export interface TotpBegun {
  id?: string;
  secret: string;
  uri: string;
  svg: string;
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
  return useMutation({
    mutationFn: () => call<TotpBegun>("POST", "/api/v1/me/factors/totp", { body: {} }),
  });
}

export interface Enrolled {
  recovery_codes?: string[] | null;
}

export function useConfirmTotp() {
  const renewed = useRenewed();
  return useMutation({
    mutationFn: (body: { code: string; name?: string }) =>
      call<Enrolled>("POST", "/api/v1/me/factors/totp/confirm", { body }),
    onSuccess: renewed,
  });
}

export function useRemoveFactor() {
  const renewed = useRenewed();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/v1/me/factors/${id}`),
    onSuccess: renewed,
  });
}

export function useNewRecoveryCodes() {
  const renewed = useRenewed();
  return useMutation({
    mutationFn: () => call<{ codes: string[] }>("POST", "/api/v1/me/factors/recovery-codes", { body: {} }),
    onSuccess: renewed,
  });
}

/** Adds a passkey; answers null when the browser's window was closed. */
export function useAddPasskey() {
  const renewed = useRenewed();
  return useMutation({
    mutationFn: async (name: string) => {
      const options = await call<Record<string, unknown>>("POST", "/api/v1/me/factors/passkeys/begin", {
        body: {},
      });
      const credential = await createPasskey(options);
      if (!credential) return null;
      return call<Enrolled>("POST", "/api/v1/me/factors/passkeys/finish", { body: { name, credential } });
    },
    onSuccess: renewed,
  });
}
