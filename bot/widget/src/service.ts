/** The server: what goes over the line, and what can become of a request. */

export interface Segment {
  readonly text: string;
  readonly href?: string;
}
export type Line = readonly Segment[];

export interface Block {
  readonly list: boolean;
  readonly lines: readonly Line[];
}

export interface Button {
  readonly title: string;
  readonly payload: string;
}

export type Tone = "bad" | "care" | "past" | "stale" | "good" | "other";

export interface Official {
  readonly platform: string;
  readonly address: string;
  readonly href: string | null;
  readonly sentence: Line;
}

export interface Item {
  readonly verdict: string;
  readonly tone: Tone;
  readonly word: string;
  readonly address: string;
  readonly organisation: string | null;
  readonly headline: Line;
  readonly statement: Line;
  readonly at_once: readonly Line[];
  readonly evidence: readonly Line[];
  readonly unknown: readonly Line[];
  readonly advice: readonly Line[];
  readonly official: Official | null;
}

export interface Card {
  readonly verdict: string;
  readonly tone: Tone;
  readonly word: string;
  readonly headline: Line;
  readonly items: readonly Item[];
  readonly rules: readonly Line[];
}

export interface Message {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly buttons: readonly Button[];
  readonly card: Card | null;
}

/** What is answered to one thing that the citizen said. */
export interface Reply {
  readonly messages: readonly Message[];
  /** The conversation was deleted on the server, as the citizen asked. */
  readonly forgotten?: boolean;
  /** What the citizen wants to be answered in from now on, when that was asked for. */
  readonly language?: string | null;
}

export interface Notice {
  readonly id: string;
  readonly level: "info" | "warning";
  readonly text: string;
}

/** Why a request is worth trying again. */
export type Trouble = "offline" | "starting" | "busy" | "down";

export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly code: string; readonly detail: string }
  | { readonly kind: "again"; readonly trouble: Trouble; readonly seconds?: number };

interface Problem {
  readonly type?: string;
  readonly detail?: string;
}

const PATIENCE = 30_000; // ms; the server gives up on a turn before that

export class Service {
  constructor(readonly base: string) {}

  async begin(signal: AbortSignal): Promise<Outcome<string>> {
    const outcome = await this.post("conversations", undefined, signal);
    if (outcome.kind !== "done") return outcome;
    const conversation = (outcome.value as { conversation?: unknown } | null)?.conversation;
    if (typeof conversation === "string") return { kind: "done", value: conversation };
    return { kind: "again", trouble: "down" };
  }

  say(
    conversation: string,
    id: string,
    text: string,
    language: string,
    signal: AbortSignal,
  ): Promise<Outcome<Reply>> {
    return this.answer("messages", JSON.stringify({ conversation, id, text, language }), signal);
  }

  show(
    conversation: string,
    id: string,
    image: Blob,
    language: string,
    signal: AbortSignal,
  ): Promise<Outcome<Reply>> {
    const form = new FormData();
    form.append("conversation", conversation);
    form.append("id", id);
    form.append("language", language);
    form.append("image", image, "image");
    return this.answer("images", form, signal);
  }

  judge(conversation: string, id: string, helpful: boolean): Promise<Outcome<unknown>> {
    const body = JSON.stringify({ conversation, id, helpful });
    return this.post("feedback", body, new AbortController().signal);
  }

  /** What staff want everybody to know; undefined when that cannot be asked now. */
  async notice(language: string): Promise<Notice | null | undefined> {
    const outcome = await this.send(`notice?language=${language}`, {});
    if (outcome.kind !== "done") return undefined;
    return (outcome.value as { notice?: Notice | null } | null)?.notice ?? null;
  }

  private async answer(
    path: string,
    body: BodyInit,
    signal: AbortSignal,
  ): Promise<Outcome<Reply>> {
    const outcome = await this.post(path, body, signal);
    if (outcome.kind !== "done") return outcome;
    const reply = outcome.value as Reply | null;
    if (Array.isArray(reply?.messages)) return { kind: "done", value: reply };
    return { kind: "again", trouble: "down" };
  }

  private post(
    path: string,
    body: BodyInit | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<unknown>> {
    const headers: HeadersInit =
      typeof body === "string" ? { "Content-Type": "application/json" } : {};
    return this.send(path, { method: "POST", headers, body: body ?? null }, signal);
  }

  private async send(
    path: string,
    init: RequestInit,
    signal?: AbortSignal,
  ): Promise<Outcome<unknown>> {
    const patience = new AbortController();
    const giveUp = () => patience.abort();
    const timer = setTimeout(giveUp, PATIENCE);
    signal?.addEventListener("abort", giveUp);
    try {
      const response = await fetch(`${this.base}/widget/${path}`, {
        ...init,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: patience.signal,
      });
      return await outcomeOf(response);
    } catch {
      // Not reached, cut off, or no JSON (the page of a hotel's network).
      return { kind: "again", trouble: navigator.onLine ? "down" : "offline" };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    }
  }
}

async function outcomeOf(response: Response): Promise<Outcome<unknown>> {
  const { status } = response;
  if (status === 204) return { kind: "done", value: null };
  if (response.ok) return { kind: "done", value: await response.json() };
  const problem = await problemOf(response);
  const code = problem.type?.split("/").pop() ?? "";
  if (status < 500 && status !== 408 && status !== 429) {
    return { kind: "refused", code, detail: problem.detail ?? "" };
  }
  const isBusy = status === 429 || code === "crowded";
  const trouble = isBusy ? "busy" : code === "not-ready" ? "starting" : "down";
  const seconds = Number(response.headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds)
    ? { kind: "again", trouble, seconds }
    : { kind: "again", trouble };
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {};
  }
}
