import type { Locale } from "@relaydesk/i18n";

const TAGS: Record<Locale, string> = { zh: "zh-CN", en: "en-GB" };

/** An amount of the server with the sign of its currency; both decimals stay, whatever the currency. */
export function moneyText(amount: string, currency: string, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(Number(amount));
}
