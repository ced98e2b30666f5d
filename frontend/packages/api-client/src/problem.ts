/** What the server says when it refuses: RFC 9457 problem+json, or the lack of any answer (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? `HTTP ${status}`));
    this.name = "ApiProblem";
    this.status = status;
    this.code = typeof body.code === "string" ? body.code : status === 0 ? "offline" : `http_${status}`;
    this.body = body;
  }

  /** Seconds until it makes sense to try again, when the server says so. */
  get retryAfter(): number | null {
    return typeof this.body.retry_after === "number" ? this.body.retry_after : null;
  }

  /** Faults of single fields of a refused form, by field name. */
  get fields(): Map<string, string> {
    const errors = Array.isArray(this.body.errors) ? this.body.errors : [];
    return new Map(
      errors.map((error: { field?: unknown; message?: unknown }) => [
        String(error.field ?? ""),
        String(error.message ?? ""),
      ]),
    );
  }
}

/** Whether a write was refused as stale for nothing but what its writer did himself: what he meant still holds. */
export function staleByOneself(error: unknown): error is ApiProblem {
  if (!(error instanceof ApiProblem) || error.status !== 412) return false;
  const changes = (error.body.changes ?? []) as { own?: boolean }[];
  return changes.length > 0 && changes.every((change) => change.own === true);
}

export function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(0, { detail: String(error) });
}
