import type { components } from "./schema";

type S = components["schemas"];

export type Me = S["Me"];
export type Agent = S["Agent"];
export type Team = S["Team"];
export type Contact = S["Contact"];
export type Ref = S["Ref"];
export type StatusRef = S["StatusRef"];
export type TicketType = S["TypeOut"];
export type TicketRow = S["TicketRow"];
export type Ticket = S["Ticket"];
export type TicketIn = S["TicketIn"];
export type TicketPatch = S["TicketPatch"];
export type TicketPage = S["TicketPage"];
export type Counts = S["Counts"];
export type Stopwatch = S["Stopwatch"];
export type Progress = S["Progress"];
export type Message = S["Message"];
export type MessageIn = S["MessageIn"];
export type Attachment = S["Attachment"];
export type TimelineItem = S["TimelineItem"];
export type EventItem = S["EventItem"];
export type Timeline = S["Timeline"];
export type Sla = S["Sla"];
export type Decision = S["Decision"];
export type Candidate = S["Candidate"];
export type OutgoingRow = S["OutgoingRow"];
export type Outgoing = S["Outgoing"];
export type IntakeRow = S["IntakeRow"];

export const PRIORITIES = ["P0", "P1", "P2", "P3"] as const;
export type Priority = (typeof PRIORITIES)[number];
