import { ApiProblem } from "@relaydesk/api-client";
import { useLocale, useMessages } from "@relaydesk/i18n";
import { useLeaving, useProblemText } from "@relaydesk/ui";
import { Alert, Button, Drawer, Form, type FormInstance } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type Fault, faultsOf, faultText, pathOf } from "./faults";
import { messages } from "./messages";
import "./admin.css";

interface FormDrawerProps<Values extends object> {
  title: string;
  initial: Partial<Values>;
  /**
   * Rejects with the server's problem, which is then shown at the fields it names. `attempt` is an idempotency key:
   * the same values again, after an answer was lost, are the same attempt.
   */
  onSave: (values: Values, attempt: string) => Promise<unknown>;
  onClose: () => void;
  /** `Form.Item`s whose names are the server's field names. */
  children: ReactNode;
  /** Width in pixels on a wide screen. */
  width?: number;
  saveText?: string;
  /** Words for codes of problems and faults that only this form has. */
  texts?: Record<string, string>;
  /** At which field a refusal with this code belongs, for instance `agent_exists` at `email`. */
  places?: Record<string, string>;
  /** Further buttons on the left of the foot, for instance to delete. */
  extra?: ReactNode;
  form?: FormInstance<Values>;
  readOnly?: boolean;
}

/**
 * A form at the right edge, mounted while it is open. Ctrl+Enter saves; Esc, the cross and Cancel ask first when
 * something was changed.
 */
export function FormDrawer<Values extends object>(props: FormDrawerProps<Values>) {
  const {
    title,
    initial,
    onSave,
    onClose,
    children,
    width = 520,
    saveText,
    texts,
    places,
    extra,
    readOnly,
  } = props;
  const t = useMessages(messages);
  const { locale } = useLocale();
  const textOf = useProblemText();
  const [own] = Form.useForm<Values>();
  const form = props.form ?? own;
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const dirty = useRef(false);
  const { close } = useLeaving(() => dirty.current, onClose);
  const attempt = useRef({ text: "", key: "" });
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const first = setTimeout(() =>
      body.current?.querySelector<HTMLElement>("input:not([disabled]), textarea:not([disabled])")?.focus(),
    );
    return () => clearTimeout(first);
  }, []);

  const refuse = (problem: unknown) => {
    const code = problem instanceof ApiProblem ? problem.code : "";
    const place = places?.[code];
    const faults: Fault[] = problem instanceof ApiProblem ? faultsOf(problem.body) : [];
    if (place) faults.push({ field: place, code, message: textOf(problem) });
    const known = faults.filter((fault) => form.getFieldInstance(pathOf(fault.field) as never));
    form.setFields(
      known.map((fault) => ({
        name: pathOf(fault.field) as never,
        errors: [faultText(fault, locale, texts)],
      })),
    );
    if (known[0]) form.scrollToField(pathOf(known[0].field) as never, { block: "center", focus: true });
    const rest = faults
      .filter((fault) => !known.includes(fault))
      .map((fault) => faultText(fault, locale, texts));
    if (known.length > 0 && rest.length === 0) setError(t("checkFields"));
    else setError(t("notSaved") + (texts?.[code] ?? (rest.join(" ") || textOf(problem))));
  };
  const save = async () => {
    if (saving || readOnly) return;
    setError(null);
    let values: Values;
    try {
      values = await form.validateFields();
    } catch (fault) {
      const name = (fault as { errorFields?: { name: never }[] }).errorFields?.[0]?.name;
      if (name) form.scrollToField(name, { block: "center", focus: true });
      return;
    }
    setSaving(true);
    try {
      const text = JSON.stringify(values);
      if (attempt.current.text !== text)
        attempt.current = { text, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
      await onSave(values, attempt.current.key);
      dirty.current = false;
    } catch (problem) {
      refuse(problem);
    } finally {
      setSaving(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <Drawer
      open
      title={title}
      size={`min(${width}px, 100%)` as never}
      onClose={close}
      maskClosable={false}
      closable={{ "aria-label": t("close") } as never}
      footer={
        <div className="ad-foot">
          {extra}
          <span className="ad-gap" />
          <Button onClick={close}>{readOnly ? t("close") : t("cancel")}</Button>
          {!readOnly && (
            <Button type="primary" loading={saving} title={t("saveHint")} onClick={() => void save()}>
              {saveText ?? t("save")}
            </Button>
          )}
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens for Ctrl+Enter from the fields inside */}
      <div ref={body} onKeyDown={onKeyDown}>
        {error && <Alert className="ad-alert" type="error" showIcon role="alert" title={error} />}
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={initial}
          requiredMark
          disabled={readOnly}
          scrollToFirstError={false}
          onFinish={() => void save()}
          onValuesChange={() => {
            dirty.current = true;
          }}
        >
          {children}
        </Form>
      </div>
    </Drawer>
  );
}
