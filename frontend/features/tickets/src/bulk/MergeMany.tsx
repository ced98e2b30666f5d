import { useLocale, useMessages } from "@relaydesk/i18n";
import { Dialog, ErrorState, Loading, StatusDot } from "@relaydesk/ui";
import { useQueries } from "@tanstack/react-query";
import { Alert, Checkbox, Radio } from "antd";
import { useState } from "react";
import { ticketOptions } from "../api/ticket";
import type { ManyProps } from "./many";
import { messages } from "./manyMessages";
import "./bulk.css";

/** Of so many tickets the one that stays can be chosen: those selected first. */
const SHOWN = 20;

/** Merges the selected tickets into one of them. */
export default function MergeMany({ count, numbers, busy, onPick, onClose }: ManyProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const [across, setAcross] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const asked = useQueries({ queries: numbers.slice(0, SHOWN).map((number) => ticketOptions(number)) });
  const failed = asked.find((one) => one.error);
  const tickets = asked.flatMap((one) => (one.data ? [one.data] : []));
  const open = tickets.filter((one) => one.status.category !== "closed" && !one.merged_into);
  // The oldest has the longest history: usually that is where one goes on.
  const oldest = open.toSorted((a, b) => a.created_at.localeCompare(b.created_at))[0];
  const stays = chosen ?? oldest?.number;
  const requesters = new Set(tickets.map((one) => one.requester.id)).size;
  const name = (one: { name: string; name_en: string }) =>
    locale === "en" ? one.name_en || one.name : one.name;
  return (
    <Dialog
      title={t("mergeTitle", { n: count })}
      okText={t("merge")}
      okButtonProps={{ disabled: !stays }}
      confirmLoading={busy}
      onOk={() => stays && onPick({ merge: { into: stays, across_requesters: across } })}
      onClose={onClose}
    >
      <p className="bk-hint">{t("mergeHint")}</p>
      {failed?.error && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {tickets.length < asked.length && !failed && <Loading rows={4} />}
      <Radio.Group
        className="bk-stays"
        aria-label={t("stays")}
        value={stays}
        onChange={(event) => setChosen(event.target.value as string)}
      >
        {tickets.map((one) => (
          <Radio key={one.number} value={one.number} disabled={!open.includes(one)}>
            <span className="bk-one">
              <b>{one.number}</b> {one.subject}
              <small>
                <StatusDot category={one.status.category} /> {name(one.status)} · {one.requester.name}
                {!open.includes(one) && ` · ${t("closed")}`}
              </small>
            </span>
          </Radio>
        ))}
      </Radio.Group>
      {requesters > 1 && (
        <>
          <Checkbox checked={across} onChange={(event) => setAcross(event.target.checked)}>
            {t("across")}
          </Checkbox>
          {!across && (
            <Alert className="bk-warning" type="warning" showIcon title={t("differ", { n: requesters })} />
          )}
        </>
      )}
    </Dialog>
  );
}
