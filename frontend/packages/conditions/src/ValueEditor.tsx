import { useLocale, useMessages } from "@relaydesk/i18n";
import { Input, InputNumber, Select } from "antd";
import { PERIODS, SEVERAL, SPANS, type TicketField, UNITS, WITHOUT_VALUE } from "./fields";
import { MomentEditor } from "./MomentEditor";
import { messages } from "./messages";
import { ReferenceEditor } from "./ReferenceEditor";

export interface ValueProps {
  field: TicketField;
  operator: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The value of one leaf, typed as its field is. */
export function ValueEditor(props: ValueProps) {
  const { field, operator } = props;
  if (WITHOUT_VALUE.has(operator)) return null;
  if (field.kind === "instant") return <InstantEditor {...props} />;
  if (field.kind === "reference") return <ReferenceEditor {...props} several={SEVERAL.has(operator)} />;
  if (field.choices) return <ChoiceEditor {...props} />;
  if (SEVERAL.has(operator)) return <WordsEditor {...props} />;
  return <PlainEditor {...props} />;
}

function PlainEditor({ field, value, onChange }: ValueProps) {
  const t = useMessages(messages);
  if (field.kind === "yes_no")
    return (
      <Select
        aria-label={t("value")}
        value={value === true}
        options={[
          { value: true, label: t("yes") },
          { value: false, label: t("no") },
        ]}
        onChange={onChange}
      />
    );
  if (field.kind === "number")
    return (
      <InputNumber
        aria-label={t("value")}
        value={typeof value === "number" ? value : null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  return (
    <Input
      aria-label={t("value")}
      maxLength={500}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

/** Several words or numbers, each ended by Enter. */
function WordsEditor({ field, value, onChange }: ValueProps) {
  const t = useMessages(messages);
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <Select
      mode="tags"
      aria-label={t("value")}
      placeholder={t("typeTags")}
      notFoundContent={null}
      suffixIcon={null}
      tokenSeparators={[",", "，", "、"]}
      value={words}
      onChange={(next: string[]) =>
        onChange(field.kind === "number" ? next.map(Number).filter(Number.isFinite) : next)
      }
    />
  );
}

function ChoiceEditor({ field, operator, value, onChange }: ValueProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const several = SEVERAL.has(operator);
  const options = (field.choices ?? []).map((one) => ({
    value: one.value,
    label: locale === "en" ? one.name_en || one.name : one.name,
  }));
  return (
    <Select
      mode={several ? "multiple" : undefined}
      aria-label={t("value")}
      placeholder={several ? t("several") : undefined}
      showSearch={{ optionFilterProp: "label" }}
      value={(several ? (Array.isArray(value) ? value : []) : value) as string & string[]}
      options={options}
      onChange={onChange}
    />
  );
}

function InstantEditor(props: ValueProps) {
  const t = useMessages(messages);
  const { operator, value, onChange } = props;
  if (operator === "in_period")
    return (
      <Select
        aria-label={t("value")}
        value={value as string}
        options={PERIODS.map((one) => ({ value: one, label: t(one) }))}
        onChange={onChange}
      />
    );
  if (!SPANS.has(operator)) return <MomentEditor value={value} onChange={onChange} />;
  const span = { amount: 7, unit: "days", ...(value as { amount?: number; unit?: string } | undefined) };
  return (
    <>
      <InputNumber
        aria-label={t("amount")}
        className="cb-amount"
        min={1}
        precision={0}
        value={span.amount}
        onChange={(amount) => onChange({ ...span, amount: amount ?? 1 })}
      />
      <Select
        aria-label={t("unit")}
        value={span.unit}
        options={UNITS.map((one) => ({ value: one, label: t(one) }))}
        onChange={(unit) => onChange({ ...span, unit })}
      />
    </>
  );
}
