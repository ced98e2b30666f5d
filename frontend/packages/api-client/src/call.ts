import { api, unwrap } from "./client";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
type Value = string | number | boolean | null | undefined;

interface CallOptions {
  body?: unknown;
  query?: Record<string, Value | readonly string[]>;
  /** The version on the screen: the server refuses (412) when somebody was faster. */
  version?: number;
  /** The `Idempotency-Key`: sent again, the same request has no second effect. */
  key?: string;
  signal?: AbortSignal;
}

type Loose = (path: string, init: Record<string, unknown>) => ReturnType<typeof api.GET>;

/** `call("GET", "/api/v1/roles")`: a route by its plain path, answered as `T`. Throws ApiProblem like `unwrap`. */
export function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const { body, query, version, key, signal } = options;
  const headers = {
    ...(version === undefined ? {} : { "If-Match": `"${version}"` }),
    ...(key === undefined ? {} : { "Idempotency-Key": key }),
  };
  const send = api[method] as unknown as Loose;
  return unwrap(
    send(path, {
      ...(body === undefined ? {} : { body }),
      ...(query ? { params: { query } } : {}),
      headers,
      ...(signal ? { signal } : {}),
    }),
  ) as Promise<T>;
}
