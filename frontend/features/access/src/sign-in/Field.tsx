import { Input } from "antd";
import { type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "password";
  fault?: string | false;
  hint?: ReactNode;
  autoComplete?: string;
  autoFocus?: boolean;
  numeric?: boolean;
  maxLength?: number;
}

/** A labelled input with its hint and its fault, tied together for screen readers. */
export function Field(props: FieldProps) {
  const { label, value, onChange, type = "text", fault, hint, numeric, ...rest } = props;
  const id = useId();
  const Control = type === "password" ? Input.Password : Input;
  return (
    <div className="si-field">
      <label htmlFor={id}>{label}</label>
      <Control
        id={id}
        size="large"
        {...(type === "email" ? { type } : {})}
        {...rest}
        {...(numeric ? { inputMode: "numeric" as const, className: "si-code" } : {})}
        value={value}
        status={fault ? "error" : ""}
        aria-invalid={Boolean(fault)}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-note`} className={fault ? "access-fault" : "si-note"}>
        {fault || hint}
      </p>
    </div>
  );
}
