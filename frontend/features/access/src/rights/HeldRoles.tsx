import { DateField } from "@relaydesk/ui";
import { Button, Select } from "antd";
import { Trash2 } from "lucide-react";
import { useRoles } from "./api";
import { dayOf, endOf, lastDayOf, startOf } from "./spans";
import type { HeldRole } from "./types";
import { useWords } from "./useWords";

interface HeldProps {
  value?: HeldRole[];
  onChange?: (roles: HeldRole[]) => void;
  /** Whether roles of the three administrations may be given. */
  privileged: boolean;
  ordinary: boolean;
  readOnly: boolean;
}

/** The roles of an account, each with its first and last day. A control of antd's form. */
export function HeldRoles({ value = [], onChange, privileged, ordinary, readOnly }: HeldProps) {
  const { t, nameOf, word } = useWords();
  const roles = useRoles().data ?? [];
  const taken = new Set(value.map((one) => one.key));
  const given = (realm: string) => (realm === "business" ? ordinary : privileged);
  const options = roles.map((role) => ({
    value: role.key,
    label: role.realm === "business" ? nameOf(role) : `${nameOf(role)} · ${word("realm", role.realm)}`,
    disabled: taken.has(role.key) || !given(role.realm),
  }));
  const change = (index: number, part: Partial<HeldRole>) =>
    onChange?.(value.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const free = options.find((one) => !one.disabled);
  const fixed = (key: string) => {
    const role = roles.find((one) => one.key === key);
    return readOnly || (role !== undefined && !given(role.realm));
  };
  return (
    <>
      <ul className="ri-held">
        {value.length > 0 && (
          <li className="ri-held-heads" aria-hidden>
            <span>{t("role")}</span>
            <span>{t("from")}</span>
            <span>{t("until")}</span>
            <span />
          </li>
        )}
        {value.map((held, index) => (
          <li key={held.key}>
            <Select
              aria-label={t("role")}
              value={held.key}
              disabled={fixed(held.key)}
              options={options}
              onChange={(key: string) => change(index, { key })}
            />
            <DateField
              aria-label={t("from")}
              value={dayOf(held.valid_from)}
              disabled={fixed(held.key)}
              onChange={(day) => change(index, { valid_from: startOf(day) })}
            />
            <DateField
              aria-label={t("until")}
              title={t("untilHint")}
              value={lastDayOf(held.valid_until)}
              disabled={fixed(held.key)}
              onChange={(day) => change(index, { valid_until: endOf(day) })}
            />
            <Button
              type="text"
              aria-label={t("delete")}
              disabled={fixed(held.key)}
              icon={<Trash2 size={14} aria-hidden />}
              onClick={() => onChange?.(value.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      {!readOnly && (
        <Button
          size="small"
          disabled={!free}
          onClick={() => {
            if (free) onChange?.([...value, { key: free.value, valid_from: null, valid_until: null }]);
          }}
        >
          {t("addRole")}
        </Button>
      )}
      {!privileged && <p className="ad-muted">{t("privilegedOnly")}</p>}
    </>
  );
}
