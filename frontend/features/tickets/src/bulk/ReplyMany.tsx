import { call, type Schemas } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { Dialog, Loading, MailBody, StatusDot } from "@relaydesk/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Segmented, Select } from "antd";
import { useDeferredValue, useState } from "react";
import { allStatuses, useTypes } from "../api/directory";
import { fillSavedReply, findSavedReplies } from "../api/replies";
import { htmlOf } from "../saved/plain";
import type { ManyProps } from "./many";
import { messages } from "./manyMessages";
import "./bulk.css";

const VARIABLES = ["requester.name", "ticket.number", "ticket.subject", "agent.name"] as const;
const STAYS = "";

/** Answers the requesters of the selected tickets alike, each in his own ticket. */
export default function ReplyMany({ count, numbers, busy, onPick, onClose }: ManyProps) {
  const t = useMessages(messages);
  const [how, setHow] = useState<"saved" | "own">("saved");
  const [saved, setSaved] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [status, setStatus] = useState(STAYS);
  const ready = how === "saved" ? saved !== null : text.trim() !== "";
  const send = () =>
    onPick({
      reply: how === "saved" ? { saved_reply_id: saved } : { body_html: htmlOf(text) },
      ...(status === STAYS ? {} : { status }),
    });
  return (
    <Dialog
      title={t("replyTitle", { n: count })}
      okText={t("send", { n: count })}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      onOk={send}
      unsent={Boolean(text.trim())}
      onClose={onClose}
    >
      <div className="bk-form">
        <Segmented<"saved" | "own">
          block
          aria-label={t("how")}
          value={how}
          options={[
            { value: "saved", label: t("how_saved") },
            { value: "own", label: t("how_own") },
          ]}
          onChange={setHow}
        />
        {how === "saved" ? (
          <Saved value={saved} onChange={setSaved} />
        ) : (
          <Own value={text} onChange={setText} />
        )}
        {numbers[0] && ready && (
          <Example number={numbers[0]} saved={how === "saved" ? saved : null} text={text} />
        )}
        <Statuses value={status} onChange={setStatus} />
        <p className="bk-hint">{t("noUndo")}</p>
      </div>
    </Dialog>
  );
}

function Saved({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const t = useMessages(messages);
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const { data = [], isFetching } = useQuery({
    queryKey: ["saved-replies", "found", asked],
    queryFn: () => findSavedReplies(asked),
    placeholderData: keepPreviousData,
    staleTime: 20_000,
  });
  return (
    <Select<string>
      aria-label={t("saved")}
      placeholder={t("saved")}
      showSearch={{ filterOption: false, onSearch: setWords }}
      value={value}
      loading={isFetching}
      notFoundContent={isFetching ? null : t("savedNone")}
      options={data.map((one) => ({ value: one.id, label: one.title, snippet: one.snippet }))}
      optionRender={({ data: one }) => (
        <span className="bk-saved">
          {one.label}
          <small>{one.snippet}</small>
        </span>
      )}
      onChange={onChange}
    />
  );
}

function Own({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const { data } = useQuery({
    queryKey: ["saved-replies", "variables"],
    queryFn: () => call<Schemas["VariablesOut"]>("GET", "/api/v1/saved-replies/variables"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const offered = data?.items.filter((one) => VARIABLES.some((key) => key === one.key)) ?? [];
  return (
    <>
      <Input.TextArea
        aria-label={t("words")}
        placeholder={t("words")}
        autoSize={{ minRows: 4, maxRows: 10 }}
        maxLength={15_000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="bk-variables">
        <small>{t("wordsHint")}</small>
        {offered.map(({ key, name, name_en }) => (
          <Button key={key} size="small" onClick={() => onChange(`${value}{{ ${key} }}`)}>
            {locale === "en" ? name_en : name}
          </Button>
        ))}
      </div>
    </>
  );
}

/** What one of the requesters will read. */
function Example({ number, saved, text }: { number: string; saved: string | null; text: string }) {
  const t = useMessages(messages);
  const body_html = useDeferredValue(htmlOf(text));
  const { data, error } = useQuery({
    queryKey: ["saved-replies", "example", number, saved ?? body_html],
    queryFn: () =>
      saved
        ? fillSavedReply(number, saved)
        : call<Schemas["FilledOut"]>("POST", "/api/v1/saved-replies/preview", {
            body: { body_html, number },
          }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (error) return <Alert type="warning" showIcon title={t("exampleFailed")} />;
  return (
    <section className="bk-example" aria-label={t("example", { number })}>
      <small>{t("example", { number })}</small>
      {data ? <MailBody html={data.html} /> : <Loading rows={2} />}
    </section>
  );
}

function Statuses({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const statuses = allStatuses(useTypes().data ?? []);
  return (
    <div className="bk-status">
      <label htmlFor="bulk-status">{t("status")}</label>
      <Select<string, { value: string; label: string; category?: string }>
        id="bulk-status"
        value={value}
        options={[
          { value: STAYS, label: t("statusStays") },
          ...statuses.map((one) => ({
            value: one.key,
            label: locale === "en" ? one.name_en || one.name : one.name,
            category: one.category,
          })),
        ]}
        optionRender={({ data: one }) => (
          <span className="tk-choice">
            {one.category && <StatusDot category={one.category} />}
            <span>{one.label}</span>
          </span>
        )}
        onChange={onChange}
      />
    </div>
  );
}
