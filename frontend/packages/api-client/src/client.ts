import createClient, { type Middleware } from "openapi-fetch";
import { ApiProblem } from "./problem";
import type { paths } from "./schema";

export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

const session: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-CSRFToken", csrfToken());
    return request;
  },
};

/** The server's API with the types of its OpenAPI file. Use with `unwrap`. */
export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(session);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The answer's data; throws ApiProblem when the server refuses or cannot be reached. */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem(0, { title: "offline", detail: String(cause) });
  }
  if (!answer.response.ok) {
    const body = typeof answer.error === "object" && answer.error !== null ? answer.error : {};
    const wait = Number(answer.response.headers.get("Retry-After"));
    throw new ApiProblem(answer.response.status, { ...body, ...(wait > 0 ? { retry_after: wait } : {}) });
  }
  return answer.data as T;
}
