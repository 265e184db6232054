/** The conversation as a text that a citizen can keep or show to the police. */
import type { Entry } from "./memory";
import { type Language, sentence } from "./texts";

export function transcript(entries: readonly Entry[], language: Language, now: Date): string {
  const head = `${sentence("transcript", language)}, ${now.toLocaleString(language)}`;
  const turns = entries.map((entry) => turn(entry, language));
  return [head, location.origin, "", ...turns].join("\n");
}

function turn(entry: Entry, language: Language): string {
  const time = new Date(entry.at).toLocaleString(language);
  const said = `${sentence("you", language)} (${time}):\n${shownAs(entry, language)}\n`;
  const answers = entry.messages.map(({ text }) => `${sentence("bot", language)}:\n${text}\n`);
  return [said, ...answers].join("\n");
}

/** What the citizen said, as it is shown. */
export function shownAs(entry: Entry, language: Language): string {
  return entry.isImage ? sentence("image", language, { name: entry.said }) : entry.said;
}

/** Let the browser save a text; nothing leaves the page. */
export function save(text: string, now: Date): void {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const link = document.createElement("a");
  // The mark lets old editors read it as UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  link.download = `kanaalcheck-${day}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
