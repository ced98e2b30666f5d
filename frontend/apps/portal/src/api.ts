/** The portal's few calls. Every failure becomes one `Failure` that the screen can say in words. */
import type { Say } from "./language";

const ROOT = "/api/v1/portal";

export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export type FailureKind = "offline" | "invalid" | "too_large" | "rate" | "fields" | "refused" | "server";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly detail = "",
    readonly seconds = 0,
    readonly faults: readonly FieldFault[] = [],
    /** Whether the server itself has answered, so that the outcome is known (a gateway's 502 leaves it open). */
    readonly answered = true,
  ) {
    super(`${kind} ${detail}`.trim());
    this.name = "Failure";
  }
}

export interface StatusView {
  readonly category: string;
  readonly label: string;
  readonly label_en: string;
}

export interface StepView {
  readonly key: string;
  readonly label: string;
  readonly label_en: string;
  readonly state: "done" | "current" | "todo";
  readonly at: string | null;
}

export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
  readonly url: string;
  readonly inline: boolean;
}

export interface MessageView {
  readonly id: string;
  readonly author: { readonly kind: string; readonly name: string };
  readonly mine: boolean;
  readonly automatic: boolean;
  readonly at: string;
  readonly body_html: string;
  readonly quoted_html: string | null;
  readonly attachments: readonly FileView[];
}

export interface KinView {
  readonly kind: "split_off" | "split_from" | "follow_up" | "follows";
  readonly number: string;
  readonly url: string;
}

export interface TicketView {
  readonly number: string;
  readonly subject: string;
  readonly status: StatusView;
  readonly created_at: string;
  readonly progress: readonly StepView[];
  readonly messages: readonly MessageView[];
  readonly can_answer: boolean;
  readonly satisfaction: { readonly score: number | null } | null;
  /** Handled together with another request; with a number: this page is the one in which that one goes on. */
  readonly merged: boolean;
  readonly merged_number: string | null;
  /** The link of the ticket shown, when one came by the link of a merged one. */
  readonly own_url: string | null;
  /** Tickets of the same requester that came out of this one, or out of which it came. */
  readonly kin: readonly KinView[];
  readonly survey_url: string | null;
}

export interface Answered {
  readonly ticket_number: string;
  readonly portal_url: string;
  readonly message: MessageView;
}

export interface RequestIn {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly subject: string;
  readonly body: string;
  readonly website: string;
  readonly locale: string;
  readonly draft: string | null;
  readonly attachment_ids: readonly string[];
}

export interface RequestOut {
  readonly number: string;
  readonly portal_url: string;
}

export interface UploadOut {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly draft: string | null;
}

/** Turns an HTTP answer that is not 2xx into a failure. */
export function failureOf(status: number, body: unknown, retryAfter: string | null): Failure {
  const problem = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const detail = typeof problem.detail === "string" ? problem.detail : "";
  if (status === 404 || status === 410 || status === 401) return new Failure("invalid", detail);
  if (status === 413) return new Failure("too_large", detail);
  if (status === 429)
    return new Failure("rate", detail, Math.max(1, Number.parseInt(retryAfter ?? "", 10) || 60));
  if (status === 422) return new Failure("fields", detail, 0, faultsOf(problem.errors));
  if (status >= 500) return new Failure("server", detail, 0, [], status < 502);
  return new Failure("refused", detail);
}

function faultsOf(errors: unknown): FieldFault[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    if (typeof error !== "object" || error === null) return [];
    const { field, code, message } = error as Record<string, unknown>;
    return typeof field === "string"
      ? [{ field: field.split(".").pop() ?? field, code: String(code ?? ""), message: String(message ?? "") }]
      : [];
  });
}

/** What to tell the reader about a failure, with what to do next. */
export function explain(failure: unknown, say: Say): string {
  if (!(failure instanceof Failure)) return say("e_server");
  switch (failure.kind) {
    case "offline":
      return say("e_offline");
    case "invalid":
      return say("e_invalid_title");
    case "too_large":
      return say("e_too_large");
    case "rate":
      return say("e_rate", { seconds: failure.seconds });
    case "server":
      return say("e_server");
    default:
      return say("e_refused", { detail: failure.faults[0]?.message || failure.detail || "?" });
  }
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    // No cookie is sent: a signed-in agent who opens a requester's link is a requester here.
    response = await fetch(ROOT + path, { credentials: "omit", referrerPolicy: "no-referrer", ...init });
  } catch {
    throw new Failure("offline", "", 0, [], false);
  }
  if (response.ok || response.status === 304) return response;
  const body: unknown = await response.json().catch(() => null);
  throw failureOf(response.status, body, response.headers.get("Retry-After"));
}

async function post<T>(path: string, body: unknown, idempotencyKey: string): Promise<T> {
  const response = await call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

export interface Fetched {
  readonly ticket: TicketView;
  readonly tag: string;
}

/** The ticket behind a link; null when it is still the one that `tag` names. */
export async function fetchTicket(
  token: string,
  tag: string | null,
  signal?: AbortSignal,
): Promise<Fetched | null> {
  const headers: Record<string, string> = tag ? { "If-None-Match": tag } : {};
  const response = await call(`/tickets/${encodeURIComponent(token)}`, {
    headers,
    ...(signal ? { signal } : {}),
  });
  if (response.status === 304) return null;
  return { ticket: (await response.json()) as TicketView, tag: response.headers.get("ETag") ?? "" };
}

export function sendAnswer(
  token: string,
  body: string,
  attachmentIds: readonly string[],
  key: string,
): Promise<Answered> {
  const path = `/tickets/${encodeURIComponent(token)}/messages`;
  return post<Answered>(path, { body, attachment_ids: attachmentIds }, key);
}

export function sendRequest(request: RequestIn, key: string): Promise<RequestOut> {
  return post<RequestOut>("/requests", request, key);
}

export interface Upload {
  readonly done: Promise<UploadOut>;
  readonly cancel: () => void;
}

/** Where a file goes: to the ticket of a link, or to the form that is being filled in (`draft` after the first file). */
export type UploadTarget = { readonly token: string } | { readonly draft: string | null };

/** Sends one file. XMLHttpRequest, because fetch tells nothing about progress. */
export function upload(target: UploadTarget, file: File, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const form = new FormData();
  const forTicket = "token" in target;
  if (!forTicket && target.draft) form.append("draft", target.draft);
  form.append("file", file, file.name || "image.png");
  const done = new Promise<UploadOut>((resolve, reject) => {
    request.open(
      "POST",
      ROOT + (forTicket ? `/tickets/${encodeURIComponent(target.token)}/files` : "/files"),
    );
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as UploadOut);
      else reject(failureOf(request.status, request.response, request.getResponseHeader("Retry-After")));
    };
    request.onerror = () => reject(new Failure("offline"));
    request.onabort = () => reject(new Failure("offline"));
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}
