import { useLanguage } from "../language";
import type { Word } from "../words";
import { type FieldName, LONGEST, OPTIONAL } from "./validation";

interface Props {
  readonly name: FieldName;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
}

const TYPES = { name: "text", email: "email", phone: "tel", subject: "text", body: "text" } as const;
const COMPLETE = { name: "name", email: "email", phone: "tel", subject: "off", body: "off" } as const;
const HINTS: Readonly<Partial<Record<FieldName, Word>>> = { email: "hint_email", body: "hint_body" };

/** One labelled field with its hint and its fault, tied together for screen readers. */
export function Field({ name, value, fault, onChange }: Props) {
  const { say } = useLanguage();
  const id = `f-${name}`;
  const hint = HINTS[name];
  const described = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    name,
    value,
    required: !OPTIONAL.has(name),
    autoComplete: COMPLETE[name],
    maxLength: LONGEST[name] * 2,
    "aria-invalid": Boolean(fault),
    ...(described ? { "aria-describedby": described } : {}),
  };
  return (
    <div class="field">
      <label for={id}>
        {say(`field_${name}`)}
        {OPTIONAL.has(name) ? (
          <span class="muted"> ({say("optional")})</span>
        ) : (
          <span class="must" aria-hidden="true">
            {" "}
            *
          </span>
        )}
      </label>
      {name === "body" ? (
        <textarea {...shared} rows={6} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input {...shared} type={TYPES[name]} onInput={(event) => onChange(event.currentTarget.value)} />
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {say(hint)}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
