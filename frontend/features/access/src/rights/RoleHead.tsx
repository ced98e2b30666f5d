import { Checkbox, Input } from "antd";
import { useId } from "react";
import type { RoleIn } from "./api";
import { keyFrom } from "./matrix";
import { useWords } from "./useWords";

interface HeadProps {
  form: RoleIn;
  isNew: boolean;
  mayRename: boolean;
  mayRequire: boolean;
  tried: boolean;
  onChange: (part: Partial<RoleIn>) => void;
}

/** The role's names, its key and whether it asks for a second factor. */
export function RoleHead({ form, isNew, mayRename, mayRequire, tried, onChange }: HeadProps) {
  const { t } = useWords();
  const id = useId();
  const noName = tried && !form.name.trim();
  const key = form.key || keyFrom(form.name_en || form.name);
  return (
    <div className="ri-fields">
      <div>
        <label htmlFor={`${id}-name`}>{t("roleName")}</label>
        <Input
          id={`${id}-name`}
          value={form.name}
          maxLength={120}
          readOnly={!mayRename}
          status={noName ? "error" : ""}
          aria-invalid={noName}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        {noName && <p className="access-fault">{t("need")}</p>}
      </div>
      <div>
        <label htmlFor={`${id}-en`}>{t("roleNameEn")}</label>
        <Input
          id={`${id}-en`}
          value={form.name_en}
          maxLength={120}
          readOnly={!mayRename}
          onChange={(event) => onChange({ name_en: event.target.value })}
        />
      </div>
      {isNew && (
        <div>
          <label htmlFor={`${id}-key`}>{t("roleKey")}</label>
          <Input
            id={`${id}-key`}
            value={key}
            maxLength={40}
            status={tried && !key ? "error" : ""}
            aria-describedby={`${id}-key-hint`}
            onChange={(event) => onChange({ key: keyFrom(event.target.value) })}
          />
          <p id={`${id}-key-hint`} className="ad-muted">
            {t("roleKeyHint")}
          </p>
        </div>
      )}
      <Checkbox
        className="ri-second"
        checked={form.second_factor}
        disabled={!mayRequire}
        onChange={(event) => onChange({ second_factor: event.target.checked })}
      >
        {t("secondFactor")}{" "}
        <small className="ad-muted">{t(mayRequire ? "secondFactorHint" : "secondFactorOfSecurity")}</small>
      </Checkbox>
    </div>
  );
}
