import type { components } from "./schema";

type S = components["schemas"];

/** Every body of the API by the name that the OpenAPI file gives it. */
export type Schemas = S;

export type Me = S["MeOut"];
export type MePatch = S["MeIn"];
export type Agent = S["AgentOut"];
export type Team = S["TeamOut"];
export type Contact = S["ContactOut"];
export type Ref = S["Ref"];
export type StatusRef = S["StatusRef"];
export type LabelRef = S["LabelRef"];
export type TicketType = S["TicketTypeOut"];
export type TicketRow = S["TicketRow"];
export type Ticket = S["Ticket"];
export type TicketIn = S["TicketIn"];
export type TicketPatch = S["TicketPatch"];
export type TicketPage = S["TicketPage"];
export type Stopwatch = S["Stopwatch"];
export type Progress = S["ProgressStepOut"];
export type Message = S["Message"];
export type MessageIn = S["MessageIn"];
export type Attachment = S["AttachmentOut"];
export type TimelineItem = S["TimelineItem"];
export type EventItem = S["TimelineEvent"];
export type Timeline = S["TimelinePage"];
export type SlaSegment = S["SlaSegment"];
export type SlaStopwatch = S["SlaStopwatch"];
export type Sla = S["SlaExplanation"];
export type Decision = S["DispatchDecision"];
export type Candidate = S["DispatchCandidate"];
export type OutgoingRow = S["OutboxRow"];
export type Outgoing = S["OutboxMail"];
export type IntakeRow = S["IntakeRow"];
export type IntakeState = S["IntakeState"];
export type Priority = S["Priority"];

export const PRIORITIES: readonly Priority[] = ["P0", "P1", "P2", "P3"];
