/** Sentences in the language of the citizen. */
import catalogue from "../texts.yml";

export type Language = "nl" | "en" | "fr" | "de";
export const LANGUAGES: readonly Language[] = ["nl", "en", "fr", "de"];

/** The language that a tag such as `fr-BE` names, if we speak it. */
export function spoken(tag: string | null | undefined): Language | undefined {
  const code = (tag ?? "").slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === code);
}

/** A sentence, with its `{…}` filled in. */
export function sentence(
  key: string,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): string {
  const text = catalogue[key]?.[language] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** The language to speak: what is asked for, else that of the page, else of the browser. */
export function languageOf(asked: string | null): Language {
  const tags = [asked, document.documentElement.lang, ...navigator.languages];
  return tags.map(spoken).find((language) => language !== undefined) ?? "nl";
}
