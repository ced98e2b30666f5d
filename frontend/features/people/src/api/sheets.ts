import { ApiProblem } from "@relaydesk/api-client";
import { useQueryClient } from "@tanstack/react-query";
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
  state: "previewed" | "applied" | "expired";
  counts: { new: number; changed: number; unchanged: number; errors: number };
  errors: SheetError[];
}

export function useSheets() {
  const client = useQueryClient();
  return {
    /** Reads a sheet and says what it would do; nothing is changed yet. */
    preview: (kind: SheetKind, file: File) => {
      const body = new FormData();
      body.append("kind", kind);
      body.append("file", file, file.name);
      return call<SheetImport>("POST", "/people/imports", { body });
    },
    /** Writes a previewed sheet: everything or nothing. */
    apply: async (sheet: SheetImport) => {
      const done = await call<SheetImport>("POST", `/people/imports/${sheet.id}/apply`);
      void refreshPeople(client);
      return done;
    },
  };
}

/** The lines that forbid a sheet, when that is why it was refused. */
export function refusedLines(error: unknown): SheetError[] {
  const errors = error instanceof ApiProblem && error.status === 409 ? error.body.errors : null;
  return Array.isArray(errors) ? (errors as SheetError[]) : [];
}
