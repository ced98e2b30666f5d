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

export function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(0, { detail: String(error) });
}
