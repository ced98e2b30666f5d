import { call, type Schemas, type Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { fullTime } from "@relaydesk/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { keys } from "../api/keys";
import { useChange, useRelations } from "./api";
import { messages } from "./messages";
import { TicketPicker } from "./TicketPicker";
import { useUndoable } from "./useUndoable";

type Updates = Schemas["BroadcastsOut"];
type Affected = Schemas["AffectOut"];

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** A major issue: the tickets under it, one update for all of their requesters, and what became of each. */
export default function MajorDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { say, refused } = useUndoable();
  const client = useQueryClient();
  const change = useChange(ticket.number);
  const relations = useRelations(ticket.number).data;
  const [chosen, setChosen] = useState<string[]>([]);
  const [body, setBody] = useState("");
  const [solve, setSolve] = useState(false);
  const open = relations ? relations.affected.total - relations.affected.done : 0;
  const affect = async () => {
    try {
      const { results } = await call<Affected>("POST", `/api/v1/tickets/${ticket.number}/affected`, {
        body: { numbers: chosen },
      });
      const no = results.filter((one) => one.status !== 200);
      setChosen(no.map((one) => one.number));
      void client.invalidateQueries({ queryKey: keys.ticket(ticket.number) });
      if (no.length) refused(new Error(t("refusedSome", { n: no.length })));
    } catch (error) {
      refused(error);
    }
  };
  const send = () =>
    change.mutate(
      { method: "POST", path: "/broadcasts", body: { body, solve } },
      {
        onSuccess: () => {
          setBody("");
          say(t("sending", { done: 0, total: open }));
        },
        onError: refused,
      },
    );
  return (
    <Modal open title={t("majorTitle")} footer={null} onCancel={onClose}>
      <div className="tk-form">
        <p>{t("majorWhat")}</p>
        <div className="tk-line">
          <div className="tk-grow">
            <TicketPicker
              except={ticket.number}
              chosen={chosen}
              label={t("addAffected")}
              onChange={setChosen}
            />
          </div>
          <Button disabled={chosen.length === 0} onClick={() => void affect()}>
            {t("addAffected")}
          </Button>
        </div>
        {relations && relations.affected.total > 0 && (
          <p>
            {t("affectedProgress")} ·{" "}
            {t("progress", { done: relations.affected.done, total: relations.affected.total })}
          </p>
        )}
        <Input.TextArea
          aria-label={t("update")}
          placeholder={t("update")}
          rows={4}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
        <Checkbox checked={solve} onChange={(event) => setSolve(event.target.checked)}>
          {t("solveAll")}
        </Checkbox>
        <Button
          type="primary"
          disabled={open === 0 || !body.trim()}
          loading={change.isPending}
          onClick={send}
        >
          {t("sendUpdate", { n: open })}
        </Button>
        <PastUpdates number={ticket.number} />
      </div>
    </Modal>
  );
}

function PastUpdates({ number }: { number: string }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { data } = useQuery({
    queryKey: [...keys.ticket(number), "broadcasts"],
    queryFn: ({ signal }) => call<Updates>("GET", `/api/v1/tickets/${number}/broadcasts`, { signal }),
    // A job is at work: look again until every ticket has its result.
    refetchInterval: ({ state }) => (state.data?.items.some((one) => !one.finished_at) ? 2000 : false),
  });
  if (!data?.items.length) return null;
  return (
    <section>
      <h3>{t("pastUpdates")}</h3>
      <ul className="tk-lines">
        {data.items.map((one) => (
          <li key={one.id}>
            <span className="tk-grow" role="status">
              {fullTime(one.at, locale)} · {one.by} ·{" "}
              {one.finished_at
                ? t("sentAll", { n: one.sent })
                : t("sending", { done: one.sent + one.refused, total: one.total })}
              {one.refused > 0 && ` · ${t("refusedSome", { n: one.refused })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
