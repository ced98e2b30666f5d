import { ShortcutHint, type ShortcutId, StatusDot, useShortcut } from "@relaydesk/ui";
import { type RefSelectProps, Select } from "antd";
import { type ReactNode, useRef, useState } from "react";

export interface Choice {
  value: string;
  label: string;
  category?: string;
  note?: string;
}

interface ChoiceFieldProps {
  /** The shortcut that opens it; also names the control. */
  id: "status" | "priority" | "type" | "team" | "assign";
  label: string;
  value: string | null;
  options: Choice[];
  disabled: boolean;
  required?: boolean;
  placeholder?: string;
  extra?: ReactNode;
  onChange: (value: string) => void;
  onClear?: () => void;
}

/** A property that is one of a few: opens by its key, is searched by typing. */
export function ChoiceField(field: ChoiceFieldProps) {
  const { id, label, value, options, disabled, required, placeholder, extra, onChange, onClear } = field;
  const [open, setOpen] = useState(false);
  const select = useRef<RefSelectProps>(null);
  useShortcut(
    id satisfies ShortcutId,
    () => {
      select.current?.focus();
      setOpen(true);
    },
    !disabled,
  );
  return (
    <>
      <dt>
        <ShortcutHint id={id} title={label}>
          <label htmlFor={`field-${id}`} className={required ? "tk-required" : undefined}>
            {label}
          </label>
        </ShortcutHint>
      </dt>
      <dd>
        <Select
          ref={select}
          id={`field-${id}`}
          aria-label={label}
          open={open}
          onOpenChange={setOpen}
          value={value}
          disabled={disabled}
          aria-required={required}
          placeholder={placeholder}
          allowClear={Boolean(onClear) && !required}
          showSearch={{ optionFilterProp: "label" }}
          options={options}
          optionRender={({ data }) => <ChoiceLine choice={data} />}
          labelRender={({ value: key, label: text }) => {
            const choice = options.find((one) => one.value === key);
            return choice ? <ChoiceLine choice={{ ...choice, note: undefined }} /> : text;
          }}
          onSelect={(next: string) => {
            setOpen(false);
            // Back to the page, so that the next single letter is a shortcut again.
            select.current?.blur();
            if (next !== value) onChange(next);
          }}
          onClear={onClear}
        />
        {extra}
      </dd>
    </>
  );
}

function ChoiceLine({ choice }: { choice: Choice }) {
  return (
    <span className="tk-choice">
      {choice.category && <StatusDot category={choice.category} />}
      <span>{choice.label}</span>
      {choice.note && <small>{choice.note}</small>}
    </span>
  );
}
