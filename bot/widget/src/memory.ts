/** What a tab remembers: in sessionStorage, so for this site and until the tab is closed. */
import type { Message } from "./service";
import { type Language, spoken } from "./texts";

export type State = "waiting" | "answered" | "failed" | "refused";

/** One thing the citizen said, with what was answered. */
export interface Entry {
  readonly id: string;
  /** What is shown as said. */
  readonly said: string;
  /** What is sent: the text itself, or the payload of a button. */
  readonly sent: string;
  readonly isImage: boolean;
  readonly language: Language;
  /** When it was said, ISO 8601. */
  readonly at: string;
  readonly state: State;
  readonly messages: readonly Message[];
  /** Why it was refused: the server's sentence. */
  readonly why?: string;
  /** In which conversation it was answered; null when that was forgotten since. */
  readonly conversation?: string | null;
  readonly helpful?: boolean;
}

export interface Remembered {
  readonly conversation: string | null;
  readonly entries: readonly Entry[];
  /** The language that the citizen chose; null leaves it to the page. */
  readonly language: Language | null;
  readonly hiddenNotice: string | null;
}

export const NOTHING: Remembered = {
  conversation: null,
  entries: [],
  language: null,
  hiddenNotice: null,
};

const VERSION = 1;
const MOST_ENTRIES = 60;
const MOST_CHARACTERS = 300_000; // of about 5 million that a site has in all

export class Memory {
  private readonly key: string;

  constructor(base: string) {
    // A frame of the same site is another conversation.
    const place = window.top === window ? "" : "#frame";
    this.key = `kanaalcheck:${base}${place}`;
  }

  read(): Remembered {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
      if (kept?.version !== VERSION || !Array.isArray(kept.entries)) return NOTHING;
      return {
        conversation: kept.conversation ?? null,
        entries: (kept.entries as Entry[]).filter(isWhole),
        language: spoken(kept.language) ?? null,
        hiddenNotice: kept.hiddenNotice ?? null,
      };
    } catch {
      return NOTHING;
    }
  }

  write(remembered: Remembered): void {
    let entries = remembered.entries.slice(-MOST_ENTRIES);
    let text = encoded(remembered, entries);
    while (text.length > MOST_CHARACTERS && entries.length > 1) {
      entries = entries.slice(Math.ceil(entries.length / 4));
      text = encoded(remembered, entries);
    }
    try {
      sessionStorage.setItem(this.key, text);
    } catch {
      // Storage is full or switched off: the conversation then lives as long as the page.
    }
  }
}

function encoded(remembered: Remembered, entries: readonly Entry[]): string {
  return JSON.stringify({ ...remembered, version: VERSION, entries });
}

/** Whether an entry can be drawn: the storage belongs to the page around us. */
function isWhole(entry: Entry): boolean {
  return (
    typeof entry?.id === "string" &&
    typeof entry.said === "string" &&
    typeof entry.sent === "string" &&
    spoken(entry.language) !== undefined &&
    Array.isArray(entry.messages)
  );
}
