export { type Locale, LocaleProvider, useLocale } from "./locale";
export { defineMessages, type Messages, type Translate, text, useMessages } from "./messages";
export { type Params, translate } from "./translate";
