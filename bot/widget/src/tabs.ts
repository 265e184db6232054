/** Tells a duplicated tab, which begins with a copy of the storage, from a reloaded one. */

const ANSWER_TIME = 1000; // ms in which an open tab answers, also on a slow device

interface Call {
  readonly kind: "asks" | "has";
  readonly conversation: string;
}

export class Tabs {
  private channel: BroadcastChannel | null = null;

  constructor(
    private readonly name: string,
    private readonly mine: () => string | null,
  ) {
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", () => this.join());
    this.join();
  }

  /** Whether another tab holds this conversation. */
  holds(conversation: string): Promise<boolean> {
    const { channel } = this;
    if (!channel) return Promise.resolve(false);
    return new Promise((settle) => {
      const timer = setTimeout(() => done(false), ANSWER_TIME);
      const hear = ({ data }: MessageEvent<Call>) => {
        if (data.kind === "has" && data.conversation === conversation) done(true);
      };
      const done = (isHeld: boolean) => {
        clearTimeout(timer);
        channel.removeEventListener("message", hear);
        settle(isHeld);
      };
      channel.addEventListener("message", hear);
      channel.postMessage({ kind: "asks", conversation } satisfies Call);
    });
  }

  private join(): void {
    if (this.channel) return;
    try {
      this.channel = new BroadcastChannel(this.name);
    } catch {
      return; // a sandboxed frame has none, and no storage to copy either
    }
    this.channel.addEventListener("message", ({ data }: MessageEvent<Call>) => {
      if (data.kind === "asks" && data.conversation === this.mine()) {
        this.channel?.postMessage({ kind: "has", conversation: data.conversation } satisfies Call);
      }
    });
  }

  private leave(): void {
    this.channel?.close();
    this.channel = null;
  }
}
