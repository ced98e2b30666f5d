import { useMessages } from "@relaydesk/i18n";
import { ErrorState, Loading, useProblemText } from "@relaydesk/ui";
import { Alert, Button } from "antd";
import { type FormEvent, useState } from "react";
import { type Person, type SetUpIn, useSetUp, useSetUpOpen } from "./api";
import { Card } from "./Card";
import { Field } from "./Field";
import { messages } from "./messages";
import { LEAST_PASSWORD } from "./passwords";
import { EMPTY_PERSON, personFaults, sameAddress } from "./setUpForm";

type Part = keyof SetUpIn;
const OPTIONAL = ["security_administrator", "auditor"] as const;
const WORDS = {
  administrator: ["administrator", "administratorHint"],
  security_administrator: ["security", "securityHint"],
  auditor: ["auditor", "auditorHint"],
} as const;

/** The first run: makes the administrator, and the two other administrations if one likes. Dead afterwards. */
export default function SetUp() {
  const t = useMessages(messages);
  const open = useSetUpOpen();
  const setUp = useSetUp();
  if (open.isPending) return <Loading rows={6} />;
  if (open.error && !("status" in open.error && [404, 409, 410].includes(Number(open.error.status))))
    return <ErrorState error={open.error} onRetry={() => void open.refetch()} />;
  if (setUp.isSuccess || !open.data?.open)
    return (
      <Card
        title={t(setUp.isSuccess ? "setUpDone" : "setUpOver")}
        hint={t(setUp.isSuccess ? "setUpDoneHint" : "setUpOverHint")}
      >
        <Button type="primary" size="large" block href="/desk/">
          {t("toSignIn")}
        </Button>
      </Card>
    );
  return <SetUpForm setUp={setUp} />;
}

function SetUpForm({ setUp }: { setUp: ReturnType<typeof useSetUp> }) {
  const t = useMessages(messages);
  const textOf = useProblemText();
  const [code, setCode] = useState(new URLSearchParams(location.search).get("code") ?? "");
  const [form, setForm] = useState<SetUpIn>({ administrator: EMPTY_PERSON });
  const [tried, setTried] = useState(false);
  const parts = (["administrator", ...OPTIONAL] as const).filter((part) => form[part]);
  const sound = parts.every((part) => personFaults(form[part] ?? EMPTY_PERSON).size === 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (sound && !sameAddress(form) && code.trim()) setUp.mutate({ ...form, code: code.trim() });
  };
  const change = (part: Part, person: Person | undefined) => setForm((now) => ({ ...now, [part]: person }));
  return (
    <Card title={t("setUpTitle")} hint={t("setUpHint")} wide>
      <form onSubmit={submit} noValidate>
        {setUp.error && <Alert type="error" showIcon role="alert" title={textOf(setUp.error)} />}
        {tried && sameAddress(form) && <Alert type="error" showIcon role="alert" title={t("different")} />}
        <Field
          label={t("code")}
          value={code}
          onChange={setCode}
          hint={t("codeHint")}
          fault={tried && !code.trim() && t("needCode")}
        />
        {parts.map((part) => (
          <PersonPart
            key={part}
            part={part}
            person={form[part] ?? EMPTY_PERSON}
            tried={tried}
            onChange={(person) => change(part, person)}
            {...(part === "administrator" ? {} : { onRemove: () => change(part, undefined) })}
          />
        ))}
        <p className="si-note">{t("separate")}</p>
        <div className="si-row">
          {OPTIONAL.filter((part) => !form[part]).map((part) => (
            <Button key={part} onClick={() => change(part, EMPTY_PERSON)}>
              {t("addRole", { role: t(WORDS[part][0]) })}
            </Button>
          ))}
        </div>
        <p className="si-row" />
        <Button type="primary" htmlType="submit" size="large" block loading={setUp.isPending}>
          {t("create")}
        </Button>
      </form>
    </Card>
  );
}

interface PartProps {
  part: Part;
  person: Person;
  tried: boolean;
  onChange: (person: Person) => void;
  onRemove?: () => void;
}

function PersonPart({ part, person, tried, onChange, onRemove }: PartProps) {
  const t = useMessages(messages);
  const faults = tried ? personFaults(person) : new Set<string>();
  const [title, hint] = WORDS[part];
  return (
    <fieldset className="si-part">
      <legend>{t(title)}</legend>
      <p>
        {t(hint)}{" "}
        {onRemove && (
          <Button type="link" size="small" onClick={onRemove}>
            {t("leaveOut")}
          </Button>
        )}
      </p>
      <Field
        label={t("name")}
        autoComplete="off"
        value={person.name}
        onChange={(name) => onChange({ ...person, name })}
        fault={faults.has("name") && t("needName")}
      />
      <Field
        label={t("email")}
        type="email"
        autoComplete="off"
        value={person.email}
        onChange={(email) => onChange({ ...person, email })}
        fault={faults.has("email") && t("needEmail")}
      />
      <Field
        label={t("password")}
        type="password"
        autoComplete="new-password"
        value={person.password}
        onChange={(password) => onChange({ ...person, password })}
        hint={t("rules", { n: LEAST_PASSWORD })}
        fault={faults.has("password") && t("rules", { n: LEAST_PASSWORD })}
      />
    </fieldset>
  );
}
