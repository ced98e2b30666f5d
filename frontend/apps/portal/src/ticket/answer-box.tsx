import type { TargetedKeyboardEvent, TargetedSubmitEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Answered, explain, sendAnswer } from "../api";
import { AttachmentPicker } from "../attachments";
import { useLanguage } from "../language";
import { once } from "../once";
import { forget, load, save } from "../storage";
import { filesOf, useUploads } from "../uploads";

interface Props {
  readonly token: string;
  readonly number: string;
  readonly onSent: (answered: Answered) => void;
}

/** Plain text with pasted pictures and files. What is typed stays until the server has taken it. */
export function AnswerBox({ token, number, onSent }: Props) {
  const { say } = useLanguage();
  const draftKey = `draft.${number}`;
  const [text, setText] = useState(() => load(draftKey) ?? "");
  const [failure, setFailure] = useState("");
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sending] = useState(once);
  const [over, setOver] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const uploads = useUploads(() => ({ token }));
  useGrowing(area, text);

  const type = (value: string): void => {
    setText(value);
    setSent(false);
    if (value) save(draftKey, value);
    else forget(draftKey);
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy || uploads.sending) return;
    setFailure("");
    if (!text.trim() && uploads.ids.length === 0) {
      setFailure(say("answer_empty"));
      area.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const answered = await sendAnswer(
        token,
        text.trim(),
        uploads.ids,
        sending.key(JSON.stringify([text, uploads.ids])),
      );
      sending.settle();
      type("");
      uploads.clear();
      setSent(true);
      onSent(answered);
    } catch (refusal) {
      sending.settle(refusal);
      setFailure(`${explain(refusal, say)} ${say("answer_kept")}`);
    } finally {
      setBusy(false);
    }
  };

  const press = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    // An Enter that picks a candidate of the input method must never send (keyCode 229 in older WebViews).
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  };

  const take = (event: Event, data: DataTransfer | null): void => {
    const files = filesOf(data);
    if (files.length === 0) return;
    event.preventDefault();
    setSent(false);
    uploads.add(files);
  };

  return (
    <form
      ref={form}
      class={over ? "answer over" : "answer"}
      onSubmit={(event) => void submit(event)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        take(event, event.dataTransfer);
      }}
    >
      <label for="answer">{say("answer")}</label>
      <textarea
        id="answer"
        ref={area}
        rows={4}
        maxLength={50_000}
        value={text}
        placeholder={say("answer_placeholder")}
        aria-describedby="answer-hint"
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
        onPaste={(event) => take(event, event.clipboardData)}
      />
      <p class="hint" id="answer-hint">
        {say("answer_hint")}
      </p>
      {failure && (
        <p class="fault block" role="alert">
          {failure}
        </p>
      )}
      <div class="row spread">
        <AttachmentPicker uploads={uploads} />
        <span class="row">
          <span role="status" class="muted">
            {sent ? say("answer_sent") : ""}
          </span>
          <button type="submit" class="button" disabled={busy || uploads.sending} aria-busy={busy}>
            {busy ? say("sending") : uploads.sending ? say("uploading_wait") : say("send")}
          </button>
        </span>
      </div>
    </form>
  );
}

/** Lets the box grow with its text, up to half of the screen. */
function useGrowing(area: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever the text changes
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, window.innerHeight / 2)}px`;
  }, [area, text]);
}
