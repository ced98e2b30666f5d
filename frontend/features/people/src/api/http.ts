import { ApiProblem, csrfToken } from "@relaydesk/api-client";

interface Options {
  query?: Record<string, string | number | boolean | undefined | null>;
  body?: unknown;
  /** The version that the change was made from, as `If-Match`. */
  version?: number;
  /** The same attempt twice does its work once, as `Idempotency-Key`. */
  attempt?: string;
  signal?: AbortSignal;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** One call of the API; throws ApiProblem when the server refuses or cannot be reached. */
export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const { query = {}, body, version, attempt, signal } = options;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  const headers: Record<string, string> = {};
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  if (attempt) headers["Idempotency-Key"] = attempt;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}${search.size > 0 ? `?${search}` : ""}`, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem(0, { title: "offline", detail: String(cause) });
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiProblem(response.status, answer as Record<string, unknown>);
  return answer as T;
}
