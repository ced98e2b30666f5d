// Written by hand in the form of openapi-typescript until the OpenAPI file is exported; then generated.

type Json<T> = { content: { "application/json": T } };
type Op<Result, Input extends object = object> = {
  parameters: {
    cookie?: never;
  } & (Input extends { query: infer Q } ? { query?: Q } : { query?: never }) &
    (Input extends { path: infer P } ? { path: P } : { path?: never }) &
    (Input extends { header: infer H } ? { header?: H } : { header?: never });
  responses: { 200: { headers: Record<string, unknown> } & Json<Result> };
} & (Input extends { body: infer B } ? { requestBody: Json<B> } : { requestBody?: never });
type Number_ = { path: { number: string } };
type Id = { path: { id: string } };

export interface components {
  schemas: {
    Ref: { id: string; name: string };
    StatusRef: { key: string; name: string; name_en: string; category: string; color: string };
    TypeRef: { key: string; name: string; name_en: string };
    Requester: { id: string; name: string; email: string | null; phone: string | null };
    TicketRow: {
      number: string;
      subject: string;
      type: components["schemas"]["TypeRef"];
      status: components["schemas"]["StatusRef"];
      priority: string;
      channel: string;
      requester: components["schemas"]["Requester"];
      assignee: components["schemas"]["Ref"] | null;
      team: components["schemas"]["Ref"] | null;
      tags: string[];
      version: number;
      created_at: string;
      updated_at: string;
      next_due_at: string | null;
      at_risk: boolean;
      last_public_message_at: string | null;
    };
    Stopwatch: {
      measure: string;
      state: string;
      due_at: string | null;
      target_minutes: number;
      elapsed_minutes: number;
      remaining_minutes: number | null;
      breached_at: string | null;
      completed_at: string | null;
    };
    Satisfaction: { score: number; comment: string | null; answered_at: string };
    Progress: { key: string; label: string; label_en: string; state: string; at: string | null };
    Can: { assign: boolean; edit: boolean; set_status: boolean; reply: boolean; note: boolean };
    Ticket: components["schemas"]["TicketRow"] & {
      department: components["schemas"]["Ref"] | null;
      solved_at: string | null;
      closed_at: string | null;
      stopwatches: components["schemas"]["Stopwatch"][];
      satisfaction: components["schemas"]["Satisfaction"] | null;
      next_statuses: components["schemas"]["StatusRef"][];
      can: components["schemas"]["Can"];
      progress: components["schemas"]["Progress"][];
    };
    TicketPage: { items: components["schemas"]["TicketRow"][]; next_cursor: string | null };
    ViewCount: { count: number; capped: boolean };
    Counts: { views: Record<string, components["schemas"]["ViewCount"]> };
    RequesterIn: { id?: string | null; email?: string | null; phone?: string | null; name?: string | null };
    TicketIn: {
      subject: string;
      body?: string | null;
      body_html?: string | null;
      type?: string;
      priority?: string;
      team_id?: string | null;
      assignee_id?: string | null;
      requester: components["schemas"]["RequesterIn"];
      channel?: string;
      attachment_ids?: string[];
      tags?: string[];
    };
    TicketPatch: {
      subject?: string;
      status?: string;
      priority?: string;
      type?: string;
      team_id?: string | null;
      assignee_id?: string | null;
      tags?: string[];
    };
    Attachment: { id: string; name: string; size: number; content_type: string; url: string; inline: boolean };
    Delivery: { state: string; at: string | null; error: string | null };
    Author: { kind: string; id: string | null; name: string };
    Message: {
      id: string;
      visibility: string;
      author: components["schemas"]["Author"];
      channel: string;
      automatic: boolean;
      body_html: string;
      quoted_html: string | null;
      body_text: string;
      attachments: components["schemas"]["Attachment"][];
      delivery: components["schemas"]["Delivery"] | null;
      has_original: boolean;
    };
    EventItem: { name: string; data: Record<string, unknown>; actor: { kind: string; name: string } };
    TimelineItem: {
      id: string;
      at: string;
      kind: string;
      message: components["schemas"]["Message"] | null;
      event: components["schemas"]["EventItem"] | null;
    };
    Timeline: { items: components["schemas"]["TimelineItem"][]; next_cursor: string | null };
    MessageIn: {
      visibility: "public" | "note";
      body_html?: string | null;
      body?: string | null;
      attachment_ids?: string[];
      set_status?: string | null;
    };
    TypeOut: components["schemas"]["TypeRef"] & {
      statuses: components["schemas"]["StatusRef"][];
      transitions: Record<string, string[]>;
    };
    Agent: {
      id: string;
      name: string;
      email: string;
      presence: string;
      locale: string;
      team_ids: string[];
      department_id: string | null;
    };
    Team: { id: string; key: string; name: string; name_en: string; department_id: string | null; member_ids: string[] };
    Contact: { id: string; name: string; email: string | null; phone: string | null };
    MeAgent: {
      id: string;
      name: string;
      email: string;
      presence: string;
      locale: string;
      timezone: string;
      team_ids: string[];
      department_id: string | null;
    };
    Me: {
      id: string;
      email: string;
      agent: components["schemas"]["MeAgent"] | null;
      roles: string[];
      permissions: string[];
    };
    Segment: { from: string; to: string | null; state: string; cause: string };
    Sla: {
      policy: components["schemas"]["Ref"] | null;
      calendar: { id: string; name: string; timezone: string } | null;
      stopwatches: (components["schemas"]["Stopwatch"] & { segments: components["schemas"]["Segment"][] })[];
    };
    Candidate: {
      agent: components["schemas"]["Ref"];
      eligible: boolean;
      reasons: string[];
      load: number;
      presence: string;
      capacity: number | null;
      score: number | null;
    };
    Decision: {
      id: string;
      at: string;
      team: components["schemas"]["Ref"] | null;
      strategy: string;
      trigger: string;
      outcome: string;
      reason: string;
      chosen: components["schemas"]["Ref"] | null;
      candidates: components["schemas"]["Candidate"][];
    };
    OutgoingRow: {
      id: string;
      to: string;
      subject: string;
      kind: string;
      state: string;
      created_at: string;
      ticket_number: string | null;
      error: string | null;
    };
    Outgoing: components["schemas"]["OutgoingRow"] & {
      body_html: string;
      body_text: string;
      headers: Record<string, string>;
    };
    IntakeRow: {
      id: string;
      channel: string;
      external_key: string;
      received_at: string;
      state: string;
      error: string | null;
      ticket_number: string | null;
      attempts: number;
    };
  };
}

type S = components["schemas"];

export interface paths {
  "/api/v1/session": {
    get: Op<S["Me"]>;
    post: Op<S["Me"], { body: { email: string; password: string } }>;
    delete: Op<unknown>;
  };
  "/api/v1/me": { patch: Op<S["Me"], { body: { presence?: string; locale?: string } }> };
  "/api/v1/agents": { get: Op<{ items: S["Agent"][] }> };
  "/api/v1/teams": { get: Op<{ items: S["Team"][] }> };
  "/api/v1/contacts": { get: Op<{ items: S["Contact"][] }, { query: { q?: string; limit?: number } }> };
  "/api/v1/ticket-types": { get: Op<{ items: S["TypeOut"][] }> };
  "/api/v1/tickets": {
    get: Op<S["TicketPage"], { query: Record<string, string | number | undefined> }>;
    post: Op<S["Ticket"], { body: S["TicketIn"]; header: { "Idempotency-Key"?: string } }>;
  };
  "/api/v1/tickets/counts": { get: Op<S["Counts"]> };
  "/api/v1/tickets/{number}": {
    get: Op<S["Ticket"], Number_>;
    patch: Op<S["Ticket"], Number_ & { body: S["TicketPatch"]; header: { "If-Match": string } }>;
  };
  "/api/v1/tickets/{number}/timeline": {
    get: Op<S["Timeline"], Number_ & { query: { limit?: number; cursor?: string } }>;
  };
  "/api/v1/tickets/{number}/messages": {
    post: Op<S["Message"], Number_ & { body: S["MessageIn"]; header: { "Idempotency-Key"?: string } }>;
  };
  "/api/v1/tickets/{number}/sla": { get: Op<S["Sla"], Number_> };
  "/api/v1/tickets/{number}/dispatch-decisions": { get: Op<{ items: S["Decision"][] }, Number_> };
  "/api/v1/outbox": {
    get: Op<{ items: S["OutgoingRow"][]; next_cursor: string | null }, { query: { cursor?: string } }>;
  };
  "/api/v1/outbox/{id}": { get: Op<S["Outgoing"], Id> };
  "/api/v1/outbox/{id}/retry": { post: Op<unknown, Id> };
  "/api/v1/intake": {
    get: Op<{ items: S["IntakeRow"][]; next_cursor: string | null }, { query: { state?: string; cursor?: string } }>;
  };
  "/api/v1/intake/{id}/retry": { post: Op<unknown, Id> };
}
