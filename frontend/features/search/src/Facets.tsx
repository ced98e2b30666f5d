import { useMessages } from "@relaydesk/i18n";
import { Button } from "antd";
import { X } from "lucide-react";
import { FACETS, narrowings, PERIODS, type Period, type SearchAddress } from "./address";
import type { Answer } from "./api";
import { messages } from "./messages";

const SHOWN = 8;

type Key = keyof typeof messages.zh;

interface FacetsProps {
  address: SearchAddress;
  facets: Answer["facets"];
  nameOf: (facet: string, value: string) => string | undefined;
  onNarrow: (patch: Partial<SearchAddress>) => void;
}

/** By what the results can be narrowed, with how many of them have it. A chosen value is taken back by a click. */
export function Facets({ address, facets, nameOf, onNarrow }: FacetsProps) {
  const t = useMessages(messages);
  const word = (value: string) => {
    const key = `value_${value}`;
    return key in messages.zh ? t(key as Key) : undefined;
  };
  const name = (facet: string, value: string) =>
    value === "none" ? t("none") : (nameOf(facet, value) ?? word(value) ?? value);
  return (
    <section className="sr-facets" aria-label={t("facets")}>
      {narrowings(address) > 0 && (
        <Button
          size="small"
          onClick={() =>
            onNarrow(Object.fromEntries([...FACETS, "period" as const].map((one) => [one, undefined])))
          }
        >
          {t("clear")}
        </Button>
      )}
      {FACETS.map((facet) => {
        const counts = Object.entries(facets[facet] ?? {});
        const chosen = address[facet];
        const values = counts.slice(0, SHOWN);
        if (chosen && !values.some(([value]) => value === chosen))
          values.push([chosen, facets[facet]?.[chosen] ?? 0]);
        if (values.length === 0 || (values.length === 1 && !chosen)) return null;
        return (
          <fieldset key={facet}>
            <legend>{t(facet)}</legend>
            {values.map(([value, count]) => (
              <button
                key={value}
                type="button"
                aria-pressed={value === chosen}
                onClick={() => onNarrow({ [facet]: value === chosen ? undefined : value })}
              >
                <span>{name(facet, value)}</span>
                {value === chosen ? <X size={12} aria-hidden /> : <small>{count}</small>}
              </button>
            ))}
          </fieldset>
        );
      })}
      <fieldset>
        <legend>{t("period")}</legend>
        {(Object.keys(PERIODS) as Period[]).map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={address.period === period}
            onClick={() => onNarrow({ period: address.period === period ? undefined : period })}
          >
            <span>{t(`period_${period}`)}</span>
            {address.period === period && <X size={12} aria-hidden />}
          </button>
        ))}
      </fieldset>
    </section>
  );
}
