/** One conversation: what was said, in order, and its way to the server and back. */
import { type Entry, Memory, NOTHING, type Remembered } from "./memory";
import type { Notice, Outcome, Reply, Trouble } from "./service";
import { Service } from "./service";
import { Tabs } from "./tabs";
import { type Language, spoken } from "./texts";

/** Seconds before each new try of a message, unless the server names them. */
const WAITS = [1, 2, 4, 8, 15, 30];
const LONGEST_WAIT = 120; // seconds, whatever the server says

/** What the citizen is told about the line; "stopped" waits for a press of a button. */
export type Line = "quiet" | "checking" | "stopped" | Trouble;

const open = new Map<string, Conversation>();

export class Conversation extends EventTarget {
  private readonly service: Service;
  private readonly memory: Memory;
  private readonly tabs: Tabs;
  private readonly images = new Map<string, Blob>();
  private remembered: Remembered;
  private settled: Promise<void>;
  private stop = new AbortController();
  private isWorking = false;
  private wake: (() => void) | null = null;
  line: Line = "quiet";

  /** The conversation with a server: one for the whole page. */
  static with(base: string): Conversation {
    const known = open.get(base) ?? new Conversation(base);
    open.set(base, known);
    return known;
  }

  private constructor(base: string) {
    super();
    this.service = new Service(base);
    this.memory = new Memory(base);
    this.remembered = this.memory.read();
    this.tabs = new Tabs(`kanaalcheck:${base}`, () => this.remembered.conversation);
    this.settled = this.settle();
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.lineIs("offline"));
    addEventListener("pageshow", ({ persisted }) => {
      // Back from the browser's cache: the pages between may have gone on with the conversation.
      if (persisted) this.recall();
    });
    void this.work();
  }

  get entries(): readonly Entry[] {
    return this.remembered.entries;
  }

  get language(): Language | null {
    return this.remembered.language;
  }

  /** The language that the citizen chose; null leaves it to the page. */
  choose(language: Language | null): void {
    if (language !== this.language) this.keep({ language });
  }

  /** Say something: a text, or the payload of a button under its title. */
  say(said: string, sent: string, language: Language): void {
    this.add({ said, sent, isImage: false, language });
  }

  /** Send an image, under the name it is shown with. */
  show(image: Blob, name: string, language: Language): void {
    const id = this.add({ said: name, sent: "", isImage: true, language });
    this.images.set(id, image);
  }

  /** Try again now, whatever was being waited for. */
  retry(): void {
    for (const { id, state } of this.entries) {
      if (state === "failed") this.change(id, { state: "waiting" });
    }
    if (!this.isWorking) this.lineIs(navigator.onLine ? "quiet" : "offline");
    this.wake?.();
    void this.work();
  }

  /** Take back what could not be sent. */
  withdraw(id: string): void {
    this.keep({ entries: this.entries.filter((entry) => entry.id !== id) });
    this.retry();
  }

  /** Tell whether an answer helped. */
  async judge(id: string, helpful: boolean): Promise<void> {
    const conversation = this.entries.find((entry) => entry.id === id)?.conversation;
    if (!conversation) return;
    this.change(id, { helpful });
    await this.service.judge(conversation, id, helpful);
  }

  /** Forget everything and begin anew. */
  restart(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.images.clear();
    this.keep({ conversation: null, entries: [] });
    this.lineIs(navigator.onLine ? "quiet" : "offline");
  }

  /** What staff want everybody to know, unless it was hidden; undefined when it cannot be asked. */
  async notice(language: Language): Promise<Notice | null | undefined> {
    const notice = await this.service.notice(language);
    return notice?.id === this.remembered.hiddenNotice ? null : notice;
  }

  hideNotice(id: string): void {
    this.keep({ hiddenNotice: id });
  }

  /** A duplicated tab begins with a copy of the storage: it gets a conversation of its own. */
  private async settle(): Promise<void> {
    const { conversation } = this.remembered;
    if (conversation && (await this.tabs.holds(conversation))) {
      const { language } = this.remembered;
      this.keep({ ...NOTHING, language });
    }
  }

  private recall(): void {
    this.remembered = this.memory.read();
    this.settled = this.settle();
    this.tell();
    void this.work();
  }

  private add(said: Pick<Entry, "said" | "sent" | "isImage" | "language">): string {
    const id = newId();
    const at = new Date().toISOString();
    this.keep({ entries: [...this.entries, { ...said, id, at, state: "waiting", messages: [] }] });
    // What is waited for goes first; what had been given up is tried again.
    if (!this.isWorking) queueMicrotask(() => this.retry());
    return id;
  }

  /** Send what waits, one at a time and in order. */
  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    await this.settled;
    let entry = this.next();
    while (entry && (await this.deliver(entry))) entry = this.next();
    this.isWorking = false;
  }

  private next(): Entry | undefined {
    return this.entries.find(({ state }) => state === "waiting" || state === "failed");
  }

  /** Bring one entry to the server; false when the rest has to wait. */
  private async deliver(entry: Entry): Promise<boolean> {
    const { signal } = this.stop;
    for (let tries = 0; ; tries += 1) {
      if (tries === 0) this.lineIs("checking");
      const outcome = await this.attempt(entry, signal);
      if (signal.aborted || !this.has(entry.id)) return true;
      if (outcome.kind !== "again") {
        this.conclude(entry.id, outcome);
        return true;
      }
      const wait = outcome.seconds ?? WAITS[tries];
      if (tries >= WAITS.length || wait === undefined) {
        this.change(entry.id, { state: "failed" });
        this.lineIs("stopped");
        return false;
      }
      this.lineIs(outcome.trouble);
      if (outcome.trouble === "offline") return false;
      await this.pause(Math.min(wait, LONGEST_WAIT), signal);
      if (signal.aborted || !this.has(entry.id)) return true;
    }
  }

  private async attempt(
    entry: Entry,
    signal: AbortSignal,
  ): Promise<Outcome<Reply>> {
    const known = this.remembered.conversation;
    const outcome = await this.attemptIn(known, entry, signal);
    if (outcome.kind !== "refused" || outcome.code !== "conversation-unknown") return outcome;
    // The server no longer knows it: go on in a new one.
    return this.attemptIn(null, entry, signal);
  }

  private async attemptIn(
    known: string | null,
    entry: Entry,
    signal: AbortSignal,
  ): Promise<Outcome<Reply>> {
    let conversation = known;
    if (conversation === null) {
      const begun = await this.service.begin(signal);
      if (begun.kind !== "done" || signal.aborted) return begun as Outcome<never>;
      conversation = begun.value;
      this.keep({ conversation });
    }
    const { id, sent, language } = entry;
    if (!entry.isImage) return this.service.say(conversation, id, sent, language, signal);
    const image = this.images.get(id);
    if (!image) return { kind: "refused", code: "image-lost", detail: "" };
    return this.service.show(conversation, id, image, language, signal);
  }

  private conclude(id: string, outcome: Exclude<Outcome<Reply>, { kind: "again" }>) {
    this.images.delete(id);
    this.line = "quiet";
    if (outcome.kind === "refused") {
      this.change(id, { state: "refused", why: outcome.detail || outcome.code });
      return;
    }
    const { messages, forgotten, language } = outcome.value;
    if (forgotten) this.forgetBefore(id);
    const { conversation } = this.remembered;
    this.change(id, { state: "answered", messages, conversation });
    const asked = spoken(language);
    if (asked) {
      this.change(id, { language: asked });
      this.choose(asked);
    }
  }

  private forgetBefore(id: string): void {
    const from = this.entries.findIndex((entry) => entry.id === id);
    this.keep({ conversation: null, entries: this.entries.slice(from) });
  }

  private async pause(seconds: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((go) => {
      const timer = setTimeout(go, seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        go();
      };
      signal.addEventListener("abort", () => this.wake?.(), { once: true });
    });
    this.wake = null;
  }

  private has(id: string): boolean {
    return this.entries.some((entry) => entry.id === id);
  }

  private change(id: string, change: Partial<Entry>): void {
    const entries = this.entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
    this.keep({ entries });
  }

  private keep(change: Partial<Remembered>): void {
    this.remembered = { ...this.remembered, ...change };
    this.memory.write(this.remembered);
    this.tell();
  }

  private lineIs(line: Line): void {
    this.line = line;
    this.tell();
  }

  private tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}

/** A UUID; `crypto.randomUUID` is there on secure pages only. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
