import type { TargetedSubmitEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { explain, Failure, type RequestOut, sendRequest } from "../api";
import { AttachmentPicker } from "../attachments";
import { useLanguage } from "../language";
import { once } from "../once";
import { useTitle } from "../shell/notice";
import { forget, loadTexts, save } from "../storage";
import { filesOf, useUploads } from "../uploads";
import { Done } from "./done";
import { Field } from "./field";
import {
  EMPTY,
  FIELDS,
  type FieldName,
  type FormFaults,
  type FormValues,
  faultsFromServer,
  faultsOf,
} from "./validation";

const DRAFT = "form";

/** What the last visit left, over what the address asks for (`?subject=…&name=…`). */
function firstValues(): FormValues {
  const asked = new URLSearchParams(window.location.search);
  const kept = loadTexts(DRAFT);
  const values = { ...EMPTY };
  for (const field of FIELDS) values[field] = kept[field] ?? asked.get(field) ?? "";
  return values;
}

export function FormPage({ embedded }: { readonly embedded: boolean }) {
  const { say } = useLanguage();
  const [sent, setSent] = useState<{ readonly out: RequestOut; readonly email: string } | null>(null);
  useTitle(say("form_title"));
  if (sent) return <Done out={sent.out} email={sent.email} embedded={embedded} again={() => setSent(null)} />;
  return <RequestForm onSent={(out, email) => setSent({ out, email })} />;
}

interface RequestFormProps {
  readonly onSent: (out: RequestOut, email: string) => void;
}

function RequestForm({ onSent }: RequestFormProps) {
  const { say, language } = useLanguage();
  const [values, setValues] = useState<FormValues>(firstValues);
  const [faults, setFaults] = useState<FormFaults>({});
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);
  const [sending] = useState(once);
  const honeypot = useRef<HTMLInputElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const draft = useRef<string | null>(null);
  const uploads = useUploads(
    () => ({ draft: draft.current }),
    (out) => {
      draft.current = out.draft;
    },
  );

  const set = (field: FieldName, value: string): void => {
    const next = { ...values, [field]: value };
    setValues(next);
    save(DRAFT, JSON.stringify(next));
    if (faults[field]) setFaults({ ...faults, [field]: undefined });
  };
  const show = (found: FormFaults): void => {
    setFaults(found);
    window.setTimeout(() => summary.current?.focus(), 0);
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy || uploads.sending) return;
    setFailure("");
    const found = faultsOf(values, say);
    if (Object.keys(found).length > 0) return show(found);
    setBusy(true);
    const trimmed = { ...values };
    for (const field of FIELDS) trimmed[field] = values[field].trim();
    const request = {
      ...trimmed,
      website: honeypot.current?.value ?? "",
      locale: language,
      draft: draft.current,
      attachment_ids: uploads.ids,
    };
    try {
      const out = await sendRequest(request, sending.key(JSON.stringify(request)));
      forget(DRAFT);
      onSent(out, trimmed.email);
    } catch (refusal) {
      sending.settle(refusal);
      if (honeypot.current?.value) {
        // Nobody can see that field, but some browsers fill it in by themselves.
        honeypot.current.value = "";
        setFailure(say("submit_again"));
        return;
      }
      const spoken = refusal instanceof Failure ? faultsFromServer(refusal.faults, say) : {};
      if (Object.keys(spoken).length > 0) show(spoken);
      else setFailure(`${explain(refusal, say)} ${say("answer_kept")}`);
    } finally {
      setBusy(false);
    }
  };

  const wrong = FIELDS.filter((field) => faults[field]);
  const field = (name: FieldName) => (
    <Field name={name} value={values[name]} fault={faults[name]} onChange={(value) => set(name, value)} />
  );
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => void submit(event)}
      onPaste={(event) => {
        const files = filesOf(event.clipboardData);
        if (files.length === 0) return;
        event.preventDefault();
        uploads.add(files);
      }}
    >
      <h1>{say("form_title")}</h1>
      <p class="muted">{say("form_lead")}</p>
      {wrong.length > 0 && (
        <div class="summary" role="alert" tabIndex={-1} ref={summary}>
          <p>{say("error_summary")}</p>
          <ul>
            {wrong.map((name) => (
              <li key={name}>
                <a href={`#f-${name}`} onClick={(event) => focusField(event, name)}>
                  {faults[name]}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="pair">
        {field("name")}
        {field("email")}
      </div>
      {field("phone")}
      {field("subject")}
      {field("body")}
      <AttachmentPicker uploads={uploads} />
      <div class="trap" aria-hidden="true">
        <label for="f-website">Website</label>
        <input id="f-website" name="website" ref={honeypot} tabIndex={-1} autoComplete="off" />
      </div>
      {failure && (
        <p class="fault block" role="alert">
          {failure}
        </p>
      )}
      <button type="submit" class="button large wide" disabled={busy || uploads.sending} aria-busy={busy}>
        {busy ? say("sending") : uploads.sending ? say("uploading_wait") : say("submit")}
      </button>
    </form>
  );
}

function focusField(event: Event, name: FieldName): void {
  event.preventDefault();
  document.getElementById(`f-${name}`)?.focus();
}
