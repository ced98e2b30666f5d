import { ApiProblem, call, type Ticket, type TicketPage } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useQuery } from "@tanstack/react-query";
import { Alert, Checkbox, Input, Segmented } from "antd";
import { useState } from "react";
import { paragraphsOf } from "../model/paragraphs";
import { useChange } from "./api";
import { Labelled } from "./LineForm";
import { messages } from "./messages";
import { TicketDialog } from "./TicketDialog";
import { TicketPicker } from "./TicketPicker";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Merges other tickets into this one, or this one into another. */
export default function MergeDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { done } = useUndoable();
  const change = useChange(ticket.number);
  const [way, setWay] = useState<"here" | "away">("here");
  const [chosen, setChosen] = useState<string[]>([]);
  const [tell, setTell] = useState(false);
  const [text, setText] = useState(t("mergeText"));
  const [strangers, setStrangers] = useState<string[]>([]);
  const sources = way === "here" ? chosen : [ticket.number];
  const target = way === "here" ? ticket.number : chosen[0];
  const choose = (numbers: string[]) => {
    setChosen(numbers);
    setStrangers([]);
  };
  const undo = () =>
    Promise.all(sources.map((at) => change.mutateAsync({ method: "POST", path: "/unmerge", at })));
  const merge = async () => {
    const body = { sources, across_requesters: strangers.length > 0, tell: tell ? paragraphsOf(text) : null };
    try {
      await change.mutateAsync({ method: "POST", path: "/merge", at: target, body });
    } catch (error) {
      const differ = error instanceof ApiProblem && error.body.code === "requesters_differ";
      if (!differ) throw error;
      setStrangers((error.body.numbers as string[] | undefined) ?? []);
      return;
    }
    onClose();
    done(t("merged", { number: target ?? "" }), undo);
  };
  return (
    <TicketDialog
      title={t("mergeTitle", { number: ticket.number })}
      verb={strangers.length ? t("mergeAnyway") : t("merge")}
      ready={chosen.length > 0 && (!tell || Boolean(text.trim()))}
      danger={strangers.length > 0}
      first=".tk-picker input"
      unsent={tell && Boolean(text.trim()) && text !== t("mergeText")}
      onSend={merge}
      onClose={onClose}
    >
      <p>{t("mergeWhat")}</p>
      <Segmented<"here" | "away">
        block
        aria-label={t("mergeWay")}
        value={way}
        options={[
          { value: "here", label: t("mergeHere") },
          { value: "away", label: t("mergeAway") },
        ]}
        onChange={(next) => {
          setWay(next);
          choose([]);
        }}
      />
      <Labelled label={t(way === "here" ? "mergeSources" : "mergeTarget")}>
        <TicketPicker
          except={ticket.number}
          chosen={chosen}
          most={way === "here" ? 20 : 1}
          label={t(way === "here" ? "mergeSources" : "mergeTarget")}
          onChange={choose}
        />
      </Labelled>
      {way === "here" && <OfSameRequester ticket={ticket} chosen={chosen} onChange={choose} />}
      <Checkbox checked={tell} onChange={(event) => setTell(event.target.checked)}>
        {t("mergeTell")}
      </Checkbox>
      {tell && (
        <Input.TextArea
          aria-label={t("mergeTell")}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {strangers.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t("mergeStrangers", { numbers: strangers.join(" ") })}
        />
      )}
    </TicketDialog>
  );
}

interface SameProps {
  ticket: Ticket;
  chosen: string[];
  onChange: (numbers: string[]) => void;
}

function OfSameRequester({ ticket, chosen, onChange }: SameProps) {
  const t = useMessages(messages);
  const requester = ticket.requester.id;
  const { data } = useQuery({
    queryKey: ["tickets", "of-requester", requester],
    queryFn: ({ signal }) =>
      call<TicketPage>("GET", "/api/v1/tickets", {
        query: { requester, category: "new,open,waiting,hold", limit: 20 },
        signal,
      }),
  });
  const others = (data?.items ?? []).filter((one) => one.number !== ticket.number);
  if (others.length === 0) return null;
  return (
    <fieldset className="tk-choices">
      <legend>{t("sameRequester")}</legend>
      {others.map((one) => (
        <Checkbox
          key={one.number}
          checked={chosen.includes(one.number)}
          onChange={(event) =>
            onChange(
              event.target.checked ? [...chosen, one.number] : chosen.filter((each) => each !== one.number),
            )
          }
        >
          <span className="tk-beginning">{one.subject}</span>
          <small>{one.number}</small>
        </Checkbox>
      ))}
    </fieldset>
  );
}
