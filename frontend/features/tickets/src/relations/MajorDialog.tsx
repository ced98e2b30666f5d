import { ApiProblem, call, type Schemas, type Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, ErrorState, useNow, useUnsent } from "@relaydesk/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { keys } from "../api/keys";
import { useChange, useRelations } from "./api";
import { Labelled } from "./LineForm";
import { messages } from "./messages";
import { useRefusalText } from "./refusals";
import { TicketDialog } from "./TicketDialog";
import { TicketPicker } from "./TicketPicker";
import { useSending } from "./useSending";
import { useUndoable } from "./useUndoable";

type Updates = Schemas["BroadcastsOut"];
type Update = Updates["items"][number];
type Affected = Schemas["AffectOut"];
type Lines = Schemas["BroadcastLinesOut"];

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** A major issue: the tickets under it, one update for all of their requesters, and what became of each. */
export default function MajorDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { data: relations, error, refetch } = useRelations(ticket.number);
  const open = relations ? relations.affected.total - relations.affected.done : 0;
  return (
    <TicketDialog title={t("majorTitle")} first=".tk-picker input" onClose={onClose}>
      <p>{t("majorWhat")}</p>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Affect ticket={ticket} />
      {relations && (
        <p role="status" className={relations.affected.total ? undefined : "tk-quiet"}>
          {relations.affected.total
            ? `${t("affectedProgress")} · ${t("progress", {
                done: relations.affected.done,
                total: relations.affected.total,
              })}`
            : t("noAffected")}
        </p>
      )}
      {ticket.can.edit && <NewUpdate ticket={ticket} open={open} />}
      <PastUpdates number={ticket.number} />
    </TicketDialog>
  );
}

/** Puts tickets under this one; those that were refused stay in the box, each with its reason. */
function Affect({ ticket }: { ticket: Ticket }) {
  const t = useMessages(messages);
  const textOf = useRefusalText();
  const client = useQueryClient();
  const { busy, fault, send } = useSending();
  const [chosen, setChosen] = useState<string[]>([]);
  const [reasons, setReasons] = useState<string[]>([]);
  const affect = async () => {
    setReasons([]);
    const { results } = await call<Affected>("POST", `/api/v1/tickets/${ticket.number}/affected`, {
      body: { numbers: chosen },
    });
    const no = results.filter((one) => one.status !== 200);
    setChosen(no.map((one) => one.number));
    setReasons(no.map((one) => `${one.number}: ${textOf(problemOf(one.status, one.code))}`));
    void client.invalidateQueries({ queryKey: keys.ticket(ticket.number) });
    void client.invalidateQueries({ queryKey: keys.timeline(ticket.number) });
  };
  return (
    <>
      <div className="tk-own">
        <Labelled label={t("addAffected")}>
          <TicketPicker
            except={ticket.number}
            chosen={chosen}
            label={t("addAffected")}
            onChange={(numbers) => {
              setChosen(numbers);
              setReasons([]);
            }}
          />
        </Labelled>
        <Button disabled={chosen.length === 0} loading={busy} onClick={() => void send(affect)}>
          {t("add")}
        </Button>
      </div>
      {(fault || reasons.length > 0) && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={
            fault ?? (
              <ul className="tk-reasons">
                {reasons.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            )
          }
        />
      )}
    </>
  );
}

/** A refusal of one of many, as if it had been asked for alone. */
function problemOf(status: number, code: string | null): ApiProblem {
  // The fields of a refused line do not come along; it names the ticket and nothing else.
  return new ApiProblem(status, { code: status === 422 ? "unknown_ticket" : code });
}

function NewUpdate({ ticket, open }: { ticket: Ticket; open: number }) {
  const t = useMessages(messages);
  const { say } = useUndoable();
  const change = useChange(ticket.number);
  const { busy, fault, send } = useSending();
  const [body, setBody] = useState("");
  const [solve, setSolve] = useState(false);
  useUnsent(Boolean(body.trim()));
  const update = async () => {
    await change.mutateAsync({ method: "POST", path: "/broadcasts", body: { body, solve } });
    setBody("");
    say(t("sending", { done: 0, total: open }));
  };
  return (
    <>
      <Labelled label={t("update")}>
        <Input.TextArea rows={4} value={body} onChange={(event) => setBody(event.target.value)} />
      </Labelled>
      <Checkbox checked={solve} onChange={(event) => setSolve(event.target.checked)}>
        {t("solveAll")}
      </Checkbox>
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <Button
        type="primary"
        disabled={open === 0 || !body.trim()}
        loading={busy}
        onClick={() => void send(update)}
      >
        {t("sendUpdate", { n: open })}
      </Button>
    </>
  );
}

function PastUpdates({ number }: { number: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.ticket(number), "broadcasts"],
    queryFn: ({ signal }) => call<Updates>("GET", `/api/v1/tickets/${number}/broadcasts`, { signal }),
    // A job is at work: look again until every ticket has its result.
    refetchInterval: ({ state }) => (state.data?.items.some((one) => !one.finished_at) ? 2000 : false),
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data?.items.length) return null;
  return (
    <section className="tk-card">
      <h3>{t("pastUpdates")}</h3>
      <ul className="tk-lines">
        {data.items.map((one) => (
          <li key={one.id}>
            <span className="tk-grow" role="status">
              {one.finished_at
                ? t("sentAll", { n: one.sent })
                : t("sending", { done: one.sent + one.refused, total: one.total })}
              {one.refused > 0 && ` · ${t("refusedSome", { n: one.refused })}`}
              <small>
                {dayTime(one.at, locale, now)} · {one.by}
              </small>
              {one.refused > 0 && <Refused number={number} update={one} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The tickets that an update did not reach, each with its reason. */
function Refused({ number, update }: { number: string; update: Update }) {
  const t = useMessages(messages);
  const textOf = useRefusalText();
  const { data } = useQuery({
    queryKey: [...keys.ticket(number), "broadcasts", update.id, update.refused],
    queryFn: ({ signal }) =>
      call<Lines>("GET", `/api/v1/tickets/${number}/broadcasts/${update.id}`, { signal }),
  });
  const lines = (data?.items ?? []).filter((one) => one.state === "refused");
  return (
    <ul className="tk-reasons">
      {lines.map((one) => (
        <li key={one.number ?? one.code}>
          <small>
            {one.number ?? t("notVisible")}:{" "}
            {textOf(new ApiProblem(409, { code: one.code, detail: one.code }))}
          </small>
        </li>
      ))}
    </ul>
  );
}
