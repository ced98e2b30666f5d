import { call, type Me } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PasskeyRequest } from "../factors/api";
import { askPasskey } from "../factors/webauthn";
import { sessionKey } from "../session";

export type FactorKind = "totp" | "passkey" | "recovery";

/** The password was right, and one of these is to be shown as well. */
export interface Challenge {
  second_factor: FactorKind[];
  /** What to ask the browser for, where a passkey is among them. */
  passkey: Record<string, unknown> | null;
}

export type SignInAnswer = Me | Challenge;

export function isChallenge(answer: SignInAnswer): answer is Challenge {
  return "second_factor" in answer && !("permissions" in answer);
}

export interface Provider {
  id: string;
  name: string;
  name_en?: string;
  kind: string;
  url: string;
}

export interface SignInOptions {
  password: boolean;
  passkeys: boolean;
  providers: Provider[];
}

export function useSignInOptions() {
  return useQuery({
    queryKey: ["sign-in-options"],
    queryFn: () => call<SignInOptions>("GET", "/api/v1/session/sign-in-options"),
    staleTime: 60_000,
  });
}

/** What somebody else read on this page before is not for the one who signs in now. */
export function useSignedIn(): (me: Me) => void {
  const client = useQueryClient();
  return (me) => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
    client.setQueryData(sessionKey, me);
  };
}

export function usePasswordSignIn(onChallenge: (challenge: Challenge) => void) {
  const signedIn = useSignedIn();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) =>
      call<SignInAnswer>("POST", "/api/v1/session", { body }),
    onSuccess: (answer) => (isChallenge(answer) ? onChallenge(answer) : signedIn(answer)),
  });
}

/** What the open second step asks for: a browser that comes from an identity provider knows only that there is one. */
export function useOpenSecondStep() {
  return useMutation({
    mutationFn: () => call<Challenge>("POST", "/api/v1/session/second-factor/begin"),
  });
}

export function useSecondFactor() {
  const signedIn = useSignedIn();
  return useMutation({
    mutationFn: (body: { kind: FactorKind; code?: string; credential?: unknown }) =>
      call<Me>("POST", "/api/v1/session/second-factor", { body }),
    onSuccess: signedIn,
  });
}

/** Signs in with a passkey alone; answers null when the browser's window was closed. */
export function usePasskeySignIn() {
  const signedIn = useSignedIn();
  return useMutation({
    mutationFn: async () => {
      const { public_key } = await call<PasskeyRequest>("POST", "/api/v1/session/passkey/begin");
      const credential = await askPasskey(public_key);
      return credential && call<Me>("POST", "/api/v1/session/passkey/finish", { body: { credential } });
    },
    onSuccess: (me) => me && signedIn(me),
  });
}

export function useAskReset() {
  return useMutation({
    mutationFn: (email: string) => call<void>("POST", "/api/v1/password-resets", { body: { email } }),
  });
}

export type Ticketed = "reset" | "invitation";

const FINISH: Record<Ticketed, string> = {
  reset: "/api/v1/password-resets/finish",
  invitation: "/api/v1/invitations/finish",
};

/** Chooses a password with the one-time word of a mail. */
export function useFinish(kind: Ticketed) {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => call<unknown>("POST", FINISH[kind], { body }),
  });
}

export interface PasswordRules {
  min_length: number;
  min_classes: number;
  history: number;
}

/** What a new password must be, told before one is typed. */
export function usePasswordRules() {
  return useQuery({
    queryKey: ["password-rules"],
    queryFn: () => call<PasswordRules>("GET", "/api/v1/session/password-rules"),
    staleTime: 600_000,
  });
}

export interface SetUpIn {
  name: string;
  email: string;
  password: string;
  security_administrator_email: string;
  auditor_email: string;
}

export function useSetUpOpen() {
  return useQuery({
    queryKey: ["set-up"],
    queryFn: () => call<{ open: boolean }>("GET", "/api/v1/set-up"),
    retry: false,
  });
}

/** Makes the administrator; the two others are invited by mail, where they were named. */
export function useSetUp() {
  return useMutation({
    mutationFn: ({ token, locale, ...form }: SetUpIn & { token: string; locale: string }) =>
      call<void>("POST", "/api/v1/set-up", {
        body: {
          token,
          locale,
          name: form.name.trim(),
          email: form.email.trim(),
          password: form.password,
          security_administrator_email: form.security_administrator_email.trim() || null,
          auditor_email: form.auditor_email.trim() || null,
        },
      }),
  });
}
