import { ErrorState, Loading } from "@relaydesk/ui";
import { useFields, useTicketTypes } from "./api";
import { EVERY_TYPE, rightOf, withRight } from "./matrix";
import { FIELD_RIGHTS, type FieldRight, type FieldRightLine, type FieldRow } from "./types";
import { useWords } from "./useWords";

interface MatrixProps {
  lines: FieldRightLine[];
  readOnly: boolean;
  onChange: (lines: FieldRightLine[]) => void;
}

/** Field × ticket type: hidden, masked, read, write or required. */
export function FieldMatrix({ lines, readOnly, onChange }: MatrixProps) {
  const { t, nameOf } = useWords();
  const { data: fields, error, refetch } = useFields();
  const types = useTicketTypes().data ?? [];
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!fields) return <Loading rows={8} />;
  const columns = [{ key: EVERY_TYPE, label: t("everyType") }].concat(
    types.map((one) => ({ key: one.key, label: nameOf(one) })),
  );
  return (
    <>
      <p className="ri-note">{t("fieldsHint")}</p>
      <div className="ri-wide">
        <table className="ri-matrix ri-fields-matrix">
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              {columns.map((one) => (
                <th key={one.key} scope="col">
                  {one.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.key}>
                <th scope="row">
                  {nameOf(field)}
                  {field.sensitive && <span className="ri-realm ri-sensitive">{t("sensitive")}</span>}
                </th>
                {columns.map(
                  (one) =>
                    (one.key === EVERY_TYPE || field.by_ticket_type) && (
                      <td key={one.key}>
                        <Cell
                          field={field}
                          type={one.key}
                          label={`${nameOf(field)} · ${one.label}`}
                          right={rightOf(lines, field.key, one.key)}
                          readOnly={readOnly}
                          onSet={(right) => onChange(withRight(lines, field.key, one.key, right))}
                        />
                      </td>
                    ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface CellProps {
  field: FieldRow;
  type: string;
  label: string;
  right: FieldRight | null;
  readOnly: boolean;
  onSet: (right: FieldRight | null) => void;
}

function Cell({ field, type, label, right, readOnly, onSet }: CellProps) {
  const { t } = useWords();
  const offered = FIELD_RIGHTS.filter((one) => field.rights.includes(one));
  return (
    <select
      className={right ? `ri-select ri-right-${right}` : "ri-select ri-unsaid"}
      aria-label={label}
      value={right ?? ""}
      disabled={readOnly}
      onChange={(event) => onSet(FIELD_RIGHTS.find((one) => one === event.target.value) ?? null)}
    >
      <option value="">{type === EVERY_TYPE ? t("unsaid") : t("inherit")}</option>
      {offered.map((one) => (
        <option key={one} value={one}>
          {t(`right_${one}`)}
        </option>
      ))}
    </select>
  );
}
