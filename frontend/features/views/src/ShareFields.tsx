import { useLocale, useMessages } from "@relaydesk/i18n";
import { Checkbox, Select } from "antd";
import type { Audience, AudienceChoices } from "./api";
import { messages } from "./messages";

interface ShareProps {
  choices: AudienceChoices;
  audience: Audience;
  onAudience: (audience: Audience) => void;
  /** The roles that begin with this view. */
  roles: string[];
  onRoles: (roles: string[]) => void;
}

/** With whom a view is shared, as far as one may share, and which roles begin with it. */
export function ShareFields({ choices, audience, onAudience, roles, onRoles }: ShareProps) {
  const t = useMessages(messages);
  const { locale } = useLocale();
  const roleOptions = choices.roles.map((one) => ({
    value: one.key,
    label: locale === "en" ? one.name_en || one.name : one.name,
  }));
  const isShared = audience.everybody || audience.roles.length > 0 || audience.teams.length > 0;
  return (
    <>
      <span>{t("sharing")}</span>
      <div className="vw-share">
        {choices.everybody && (
          <Checkbox
            checked={audience.everybody}
            onChange={(event) => onAudience({ ...audience, everybody: event.target.checked })}
          >
            {t("everybody")}
          </Checkbox>
        )}
        {choices.everybody && (
          <Select
            mode="multiple"
            aria-label={t("roles")}
            placeholder={t("roles")}
            disabled={audience.everybody}
            showSearch={{ optionFilterProp: "label" }}
            value={audience.roles}
            options={roleOptions}
            onChange={(next) => onAudience({ ...audience, roles: next })}
          />
        )}
        <Select
          mode="multiple"
          aria-label={t("teams")}
          placeholder={t("teams")}
          disabled={audience.everybody}
          showSearch={{ optionFilterProp: "label" }}
          value={audience.teams}
          options={choices.teams.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(next) => onAudience({ ...audience, teams: next })}
        />
        <p className="vw-quiet">{t(isShared ? "sharedHint" : "onlyMe")}</p>
      </div>
      {choices.everybody && isShared && (
        <>
          <span>{t("defaultFor")}</span>
          <Select
            mode="multiple"
            aria-label={t("defaultFor")}
            showSearch={{ optionFilterProp: "label" }}
            value={roles}
            options={roleOptions}
            onChange={onRoles}
          />
        </>
      )}
    </>
  );
}
