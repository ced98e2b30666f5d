import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./http";
import { refreshPeople } from "./records";

export const HOUSE_SHEETS = ["departments", "teams", "posts", "skills", "agents"] as const;
export const CONTACT_SHEETS = ["companies", "contacts"] as const;
export type SheetKind = (typeof HOUSE_SHEETS)[number] | (typeof CONTACT_SHEETS)[number];

export interface SheetError {
  /** The header is line 1. */
  line: number;
  column: string;
  message: string;
  message_en: string;
}

export interface SheetImport {
  id: string;
  kind: SheetKind;
  name: string;
  state: "previewed" | "applying" | "refused" | "applied" | "expired";
  counts: { new: number; changed: number; unchanged: number; errors: number };
  /** Of the preview, or why nothing was written. */
  errors: SheetError[];
  /** How many of `total` lines are written, while a job writes them. */
  done: number;
  total: number;
  /** The code of why nothing was written. */
  refusal: string | null;
}

export function useSheets() {
  return {
    /** Reads a sheet and says what it would do; nothing is changed yet. */
    preview: (kind: SheetKind, file: File) => {
      const body = new FormData();
      body.append("kind", kind);
      body.append("file", file, file.name);
      return call<SheetImport>("POST", "/people/imports", { body });
    },
    /** Has a previewed sheet written by a job: everything or nothing. */
    apply: (sheet: SheetImport) => call<SheetImport>("POST", `/people/imports/${sheet.id}/apply`),
  };
}

/** The sheet as it is now, asked for again while it is being written. */
export function useSheet(sheet: SheetImport | null) {
  const client = useQueryClient();
  return useQuery({
    // Not below "people": what is refreshed when it is done is not this itself.
    queryKey: ["people-import", sheet?.id],
    queryFn: async () => {
      const now = await call<SheetImport>("GET", `/people/imports/${sheet?.id}`);
      if (now.state === "applied") void refreshPeople(client);
      return now;
    },
    enabled: sheet?.state === "applying",
    refetchInterval: (query) => (!query.state.data || query.state.data.state === "applying" ? 700 : false),
    gcTime: 0,
    staleTime: 0,
  }).data;
}
