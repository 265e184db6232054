/** `<kanaalcheck-widget>`: the launcher in a corner, and the dialog with the chat. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { KanaalcheckChat } from "./chat";
import { Conversation } from "./conversation";
import { icon } from "./icons";
import { type Language, languageOf, sentence } from "./texts";
import tokens from "./tokens.css";
import style from "./widget.css";

export class KanaalcheckWidget extends LitElement {
  static override styles = unsafeCSS(tokens + style);

  static override properties = {
    language: { reflect: true },
    heading: {},
    greeting: {},
    launcher: {},
    position: { reflect: true },
    isOpen: { state: true },
  };

  declare language: string | null;
  declare heading: string | null;
  declare greeting: string | null;
  /** "none" leaves it to the page to open the dialog. */
  declare launcher: string | null;
  declare position: string | null;
  declare isOpen: boolean;

  private readonly conversation = Conversation.with(KanaalcheckChat.base);
  private wasOpened = false;
  private seen = 0;
  private cameFrom: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.seen = this.answers;
    this.conversation.addEventListener("change", this.changed);
  }

  override disconnectedCallback(): void {
    this.conversation.removeEventListener("change", this.changed);
    super.disconnectedCallback();
  }

  /** Open the dialog, and ask something when a text is given. */
  async open(text?: unknown): Promise<void> {
    if (!this.isOpen) this.cameFrom = focusedDeeply();
    this.wasOpened = true;
    this.isOpen = true;
    await this.updateComplete;
    if (!this.dialog?.open) this.dialog?.showModal();
    await this.chat?.updateComplete;
    this.chat?.focus();
    if (typeof text === "string") this.chat?.ask(text);
  }

  /** Close the dialog; the conversation stays. */
  close(): void {
    this.dialog?.close();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.hasUpdated && changed.has("language")) this.conversation.choose(null);
  }

  protected override render(): TemplateResult {
    return html`
      ${this.launcher === "none" ? nothing : this.drawLauncher()}
      ${this.wasOpened ? this.drawDialog() : nothing}
    `;
  }

  private drawLauncher(): TemplateResult {
    const language = this.tongue;
    const isNew = !this.isOpen && this.answers > this.seen;
    return html`
      <section aria-label=${sentence("corner", language, { name: this.named })} lang=${language}>
        <button
          class="launcher"
          type="button"
          aria-haspopup="dialog"
          aria-expanded=${this.isOpen ? "true" : "false"}
          @click=${() => this.open()}
        >
          ${icon("shield")}
          <span dir="ltr">${sentence(isNew ? "new_answer" : "launcher", language)}</span>
        </button>
      </section>
    `;
  }

  private drawDialog(): TemplateResult {
    return html`
      <dialog
        aria-label=${this.named}
        lang=${this.tongue}
        @close=${this.closed}
        @click=${this.closeBeside}
        @keydown=${this.keepKeys}
        @wheel=${STAY}
        @touchmove=${STAY}
      >
        <kanaalcheck-chat
          closable
          .language=${this.language}
          .heading=${this.heading}
          .greeting=${this.greeting}
          .active=${this.isOpen}
          @kanaalcheck-close=${this.close}
        ></kanaalcheck-chat>
      </dialog>
    `;
  }

  private get tongue(): Language {
    return this.conversation.language ?? languageOf(this.language);
  }

  private get named(): string {
    return this.heading || sentence("title", this.tongue);
  }

  private get answers(): number {
    return this.conversation.entries.filter(({ messages }) => messages.length).length;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  private get chat(): KanaalcheckChat | null {
    return this.renderRoot.querySelector("kanaalcheck-chat");
  }

  private readonly changed = (): void => {
    if (this.isOpen) this.seen = this.answers;
    // Fewer than before: a new conversation.
    this.seen = Math.min(this.seen, this.answers);
    this.requestUpdate();
  };

  private async closed(): Promise<void> {
    this.isOpen = false;
    this.seen = this.answers;
    await this.updateComplete;
    const launcher = this.renderRoot.querySelector<HTMLElement>(".launcher");
    const back = this.cameFrom?.isConnected && this.cameFrom !== document.body ? this.cameFrom : launcher;
    this.cameFrom = null;
    back?.focus();
  }

  /** A press beside the dialog closes it; one that began in it, such as a selection, does not. */
  private closeBeside({ target, currentTarget, clientX, clientY }: MouseEvent): void {
    const dialog = currentTarget as HTMLDialogElement;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const isBeside = clientX < left || clientX > right || clientY < top || clientY > bottom;
    if (target === dialog && isBeside) this.close();
  }

  /** Let Tab go around in the dialog; the Escape that closes it is not for the page. */
  private keepKeys(event: KeyboardEvent): void {
    if (event.key === "Escape") event.stopPropagation();
    const edges = event.key === "Tab" ? this.chat?.edges() : undefined;
    if (!edges) return;
    const [first, last] = edges;
    const at = this.chat?.shadowRoot?.activeElement;
    if (at === (event.shiftKey ? first : last) || !at) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
}

/** Keeps the page behind where it is: only what scrolls within the dialog does. */
const STAY = {
  passive: false,
  handleEvent(event: WheelEvent | TouchEvent): void {
    const isZooming = event.ctrlKey || ("touches" in event && event.touches.length > 1);
    if (!isZooming && !event.composedPath().some(scrolls)) event.preventDefault();
  },
};

function scrolls(target: EventTarget): boolean {
  if (!(target instanceof Element) || target.scrollHeight <= target.clientHeight) return false;
  const isPage = target === document.documentElement || target === document.body;
  return !isPage && ["auto", "scroll"].includes(getComputedStyle(target).overflowY);
}

/** What has the focus, also within components. */
function focusedDeeply(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : null;
}
