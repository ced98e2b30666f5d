import type { Ticket } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { dayTime, Loading, useNow } from "@relaydesk/ui";
import { Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTimeline } from "../api/timeline";
import { useChange } from "./api";
import { messages } from "./correspondenceMessages";
import { useUndoable } from "./useUndoable";

/** Sends messages of a ticket, and files of theirs, to somebody outside. */
export default function ForwardDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const now = useNow();
  const { say, refused } = useUndoable();
  const change = useChange(ticket.number);
  const { items, isPending } = useTimeline(ticket.number);
  const [to, setTo] = useState<string[]>([]);
  const [cc, setCc] = useState<string[]>([]);
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [without, setWithout] = useState<string[]>([]);
  const [agreed, setAgreed] = useState(false);
  const all = items.flatMap((item) => (item.message ? [item.message] : []));
  const picked = all.filter((one) => chosen.includes(one.id));
  const files = picked.flatMap((one) => one.attachments);
  const notes = picked.some((one) => one.visibility === "note");
  const forward = () =>
    change.mutate(
      {
        method: "POST",
        path: "/forwards",
        body: {
          to,
          cc,
          message_ids: chosen,
          attachment_ids: files.map((one) => one.id).filter((id) => !without.includes(id)),
          body_html: paragraphs(words),
          include_notes: notes && agreed,
        },
      },
      {
        onSuccess: () => {
          onClose();
          say(t("forwarded"));
        },
        onError: refused,
      },
    );
  const addresses = (label: string, value: string[], set: (found: string[]) => void) => (
    <Select
      mode="tags"
      open={false}
      suffixIcon={null}
      tokenSeparators={[",", ";", " ", "，", "；"]}
      aria-label={label}
      placeholder={`${label} · ${t("addressHint")}`}
      value={value}
      onChange={set}
    />
  );
  return (
    <Modal
      open
      title={t("forwardTitle")}
      okText={t("forward")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: to.length === 0 || chosen.length === 0 || (notes && !agreed) }}
      confirmLoading={change.isPending}
      onOk={forward}
      onCancel={onClose}
    >
      <div className="tk-form">
        <p>{t("forwardWhat")}</p>
        {addresses(t("to"), to, setTo)}
        {addresses(t("cc"), cc, setCc)}
        <Input.TextArea
          aria-label={t("words")}
          placeholder={t("words")}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {isPending && <Loading />}
        <fieldset className="tk-choices">
          <legend>{t("chooseMessages")}</legend>
          {all.map((one) => (
            <Checkbox
              key={one.id}
              checked={chosen.includes(one.id)}
              onChange={(event) => setChosen(toggled(chosen, one.id, event.target.checked))}
            >
              {one.visibility === "note" && `${t("note")} · `}
              {one.author.name} · {dayTime(one.created_at, locale, now)} · {one.body_text.slice(0, 60)}
            </Checkbox>
          ))}
        </fieldset>
        {files.length > 0 && (
          <fieldset className="tk-choices">
            <legend>{t("files")}</legend>
            {files.map((one) => (
              <Checkbox
                key={one.id}
                checked={!without.includes(one.id)}
                onChange={(event) => setWithout(toggled(without, one.id, !event.target.checked))}
              >
                {one.name}
              </Checkbox>
            ))}
          </fieldset>
        )}
        {notes && (
          <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
            <strong>{t("sendsNotes")}</strong>
          </Checkbox>
        )}
      </div>
    </Modal>
  );
}

function toggled(list: string[], id: string, there: boolean): string[] {
  return there ? [...list, id] : list.filter((one) => one !== id);
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Plain words as paragraphs of HTML. */
function paragraphs(words: string): string {
  const safe = words.trim().replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
  return safe
    .split(/\n+/)
    .filter(Boolean)
    .map((line) => `<p>${line}</p>`)
    .join("");
}
