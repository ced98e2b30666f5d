import { ApiProblem, call, type Ticket, type TicketPage } from "@relaydesk/api-client";
import { useMessages } from "@relaydesk/i18n";
import { useQuery } from "@tanstack/react-query";
import { Alert, Checkbox, Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { useChange } from "./api";
import { messages } from "./messages";
import { TicketPicker } from "./TicketPicker";
import { useUndoable } from "./useUndoable";

interface DialogProps {
  ticket: Ticket;
  onClose: () => void;
}

/** Merges other tickets into this one, or this one into another. */
export default function MergeDialog({ ticket, onClose }: DialogProps) {
  const t = useMessages(messages);
  const { done, refused } = useUndoable();
  const change = useChange(ticket.number);
  const [way, setWay] = useState<"here" | "away">("here");
  const [chosen, setChosen] = useState<string[]>([]);
  const [tell, setTell] = useState(false);
  const [text, setText] = useState(t("mergeText"));
  const [strangers, setStrangers] = useState<string[]>([]);
  const sources = way === "here" ? chosen : [ticket.number];
  const target = way === "here" ? ticket.number : chosen[0];
  const undo = () =>
    Promise.all(sources.map((at) => change.mutateAsync({ method: "POST", path: "/unmerge", at })));
  const merge = () =>
    change.mutate(
      {
        method: "POST",
        path: "/merge",
        at: target,
        body: { sources, across_requesters: strangers.length > 0, tell: tell ? paragraph(text) : null },
      },
      {
        onSuccess: () => {
          onClose();
          done(t("merged", { number: target ?? "" }), undo);
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.body.code === "requesters_differ")
            setStrangers((error.body.numbers as string[] | undefined) ?? []);
          else refused(error);
        },
      },
    );
  return (
    <Modal
      open
      title={t("mergeTitle")}
      okText={strangers.length ? t("mergeAnyway") : t("merge")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: chosen.length === 0, danger: strangers.length > 0 }}
      confirmLoading={change.isPending}
      onOk={merge}
      onCancel={onClose}
    >
      <div className="tk-form">
        <p>{t("mergeWhat")}</p>
        <Segmented<"here" | "away">
          block
          value={way}
          options={[
            { value: "here", label: t("mergeHere", { number: ticket.number }) },
            { value: "away", label: t("mergeAway", { number: ticket.number }) },
          ]}
          onChange={(next) => {
            setWay(next);
            setChosen([]);
            setStrangers([]);
          }}
        />
        <TicketPicker
          except={ticket.number}
          chosen={chosen}
          most={way === "here" ? 20 : 1}
          label={t("ticketsLabel")}
          onChange={(numbers) => {
            setChosen(numbers);
            setStrangers([]);
          }}
        />
        {way === "here" && <OfSameRequester ticket={ticket} chosen={chosen} onChange={setChosen} />}
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
          <Alert type="warning" showIcon title={t("mergeStrangers", { numbers: strangers.join(" ") })} />
        )}
      </div>
    </Modal>
  );
}

/** Plain text as the HTML that the server expects; what is typed is never markup. */
function paragraph(text: string): string {
  const holder = document.createElement("p");
  holder.textContent = text;
  return holder.outerHTML;
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
          {one.number} {one.subject}
        </Checkbox>
      ))}
    </fieldset>
  );
}
