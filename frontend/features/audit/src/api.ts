import { call } from "@relaydesk/api-client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asked, type Filters } from "./filters";

export interface RecordEvent {
  id: number;
  name: string;
  at: string;
  actor: { kind: string; id: string | null; name: string };
  subject: string;
  outcome: "success" | "failure";
  source: { ip: string | null; by: string | null; request: string | null };
  sentence: { zh: string; en: string };
}

export interface RecordDetail extends RecordEvent {
  version: number;
  recorded_at: string;
  payload: Record<string, unknown>;
  cause: number | null;
  /** The batch that it is sealed in; null for the newest. */
  seal: number | null;
}

export interface Export {
  id: string;
  asked_at: string;
  format: "csv" | "xlsx";
  state: string;
  rows: number | null;
  size: number | null;
  file: string | null;
}

export interface Check {
  id: string;
  asked_at: string;
  done_at: string | null;
  state: string;
  intact: boolean | null;
  seals: number | null;
  events: number | null;
  seconds: number | null;
  first_bad_seal: number | null;
  findings: { kind: string; seal: number | null; ids: number[] }[];
}

export interface Integrity {
  head: number | null;
  head_sha256: string | null;
  sealed_at: string | null;
  unsealed_seconds: number;
  checks: Check[];
}

export interface Retention {
  days: number;
  least: number;
  version: number;
}

export const auditKeys = {
  events: ["audit", "events"] as const,
  integrity: ["audit", "integrity"] as const,
  retention: ["audit", "retention"] as const,
};

export function readEvents(filters: Filters, cursor: string | undefined, signal: AbortSignal) {
  return call<{ items: RecordEvent[]; next_cursor: string | null }>("GET", "/api/v1/audit/events", {
    query: { ...asked(filters), cursor },
    signal,
  });
}

export function useEvent(id: string) {
  return useQuery({
    queryKey: [...auditKeys.events, "one", id],
    queryFn: () => call<RecordDetail>("GET", `/api/v1/audit/events/${id}`),
  });
}

export function useAskExport() {
  return useMutation({
    mutationFn: ({ filters, format }: { filters: Filters; format: "csv" | "xlsx" }) =>
      call<Export>("POST", "/api/v1/audit/exports", { body: { ...asked(filters), format } }),
  });
}

/** An export that was asked for, looked at every second until it is made. */
export function useExport(begun: Export | undefined) {
  return useQuery({
    queryKey: ["audit", "exports", begun?.id],
    queryFn: () => call<Export>("GET", `/api/v1/audit/exports/${begun?.id}`),
    enabled: begun !== undefined,
    refetchInterval: (query) => (query.state.data?.state === "waiting" || !query.state.data ? 1000 : false),
  });
}

export function useIntegrity() {
  return useQuery({
    queryKey: auditKeys.integrity,
    queryFn: () => call<Integrity>("GET", "/api/v1/audit/integrity"),
    refetchInterval: (query) =>
      query.state.data?.checks.some((one) => one.state === "waiting") ? 1000 : 30_000,
  });
}

export function useVerify() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<Check>("POST", "/api/v1/audit/integrity/verify"),
    onSuccess: () => client.invalidateQueries({ queryKey: auditKeys.integrity }),
  });
}

export function useRetention() {
  return useQuery({
    queryKey: auditKeys.retention,
    queryFn: () => call<Retention>("GET", "/api/v1/audit/retention"),
  });
}

export function useSetRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { days: number; version: number }) =>
      call<Retention>("PATCH", "/api/v1/audit/retention", { body }),
    onSuccess: (retention) => client.setQueryData(auditKeys.retention, retention),
  });
}
