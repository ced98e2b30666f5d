import { useLocale } from "@relaydesk/i18n";
import { usePermissions } from "./api";

/** The permissions `held` as choices, by their names in the language of the screen; else by their keys. */
export function usePermissionOptions(held: readonly string[]): { value: string; label: string }[] {
  const { locale } = useLocale();
  const known = new Map(usePermissions().data?.map((one) => [one.key, one]));
  return held.map((key) => {
    const one = known.get(key);
    return { value: key, label: one ? `${locale === "en" ? one.name_en : one.name} · ${key}` : key };
  });
}
