import type { Locale } from "./locale";

export type Params = Record<string, string | number>;

const PLURAL = /\{(\w+), plural,((?:\s*(?:=\d+|\w+)\s*\{[^{}]*\})+)\s*\}/g;
const rules: Partial<Record<Locale, Intl.PluralRules>> = {};

function category(locale: Locale, count: number): string {
  rules[locale] ??= new Intl.PluralRules(locale);
  return rules[locale].select(count);
}

function choose(forms: string, locale: Locale, count: number): string {
  const table = new Map<string, string>();
  for (const [, key, text] of forms.matchAll(/(=\d+|\w+)\s*\{([^{}]*)\}/g)) table.set(key ?? "", text ?? "");
  const text = table.get(`=${count}`) ?? table.get(category(locale, count)) ?? table.get("other") ?? "";
  return text.replaceAll("#", String(count));
}

/**
 * Fills an ICU message: `{name}` and `{n, plural, =0 {none} one {# minute} other {# minutes}}`.
 * Forms may not nest; a parameter that is missing stays visible as `{name}`.
 */
export function translate(text: string, locale: Locale, params?: Params): string {
  if (!params) return text;
  const chosen = text.replace(PLURAL, (_all, name: string, forms: string) =>
    choose(forms, locale, Number(params[name] ?? 0)),
  );
  return chosen.replace(/\{(\w+)\}/g, (all, name: string) => String(params[name] ?? all));
}
