/** `<kanaalcheck-chat>`: the conversation as it is seen and used. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { answer } from "./answer";
import chatStyle from "./chat.css";
import { Conversation, type Line } from "./conversation";
import { icon } from "./icons";
import type { Entry } from "./memory";
import { ACCEPTED, firstImage, prepared } from "./picture";
import type { Button, Notice } from "./service";
import { type Language, LANGUAGES, languageOf, sentence, spoken } from "./texts";
import tokens from "./tokens.css";
import { save, shownAs, transcript } from "./transcript";

const LONGEST = 4000; // characters that the server takes
const NOTICE_EVERY = 180_000; // ms
const PATIENCE = 400; // ms after which an answer is worth saying that it is being looked up
const TABBABLE = "a[href], button:not(:disabled), select, summary, textarea, [tabindex='0']";
const EXAMPLES = ["example_account", "example_channels"];
const REPORT = "/report_misuse";
const PRIVACY = "/ask_privacy";

interface Attached {
  readonly image: Blob;
  readonly name: string;
}

export class KanaalcheckChat extends LitElement {
  static override styles = unsafeCSS(tokens + chatStyle);

  static override properties = {
    language: { reflect: true },
    heading: {},
    greeting: {},
    host: {},
    closable: { type: Boolean, reflect: true },
    active: { type: Boolean },
    notice: { state: true },
    attached: { state: true },
    problem: { state: true },
    isDropping: { state: true },
    isUnfolded: { state: true },
    isSlow: { state: true },
    isRenewed: { state: true },
  };

  /** Where the script came from; a page may name another server. */
  static base = location.origin;

  /** What the page asks for; the citizen's own choice goes first. */
  declare language: string | null;
  declare heading: string | null;
  declare greeting: string | null;
  declare host: string | null;
  /** In a dialog: shows a button to close it. */
  declare closable: boolean;
  /** Whether it is seen: the notice is then asked for now and again. */
  declare active: boolean;
  declare notice: Notice | null;
  declare attached: Attached | null;
  declare problem: string;
  declare isDropping: boolean;
  declare isUnfolded: boolean;
  declare isSlow: boolean;
  declare isRenewed: boolean;

  private conversation!: Conversation;
  private poll = 0;
  private slow = 0;
  private answered = 0;
  private said = 0;
  private focused: Element | null = null;

  constructor() {
    super();
    this.active = true;
    this.attached = null;
    this.notice = null;
    this.problem = "";
    this.addEventListener("keydown", (event) => this.keepKeys(event));
    this.addEventListener("keyup", (event) => this.keepKeys(event));
    this.addEventListener("keypress", (event) => this.keepKeys(event));
  }

  /** The language in which it speaks now. */
  get tongue(): Language {
    return this.conversation?.language ?? languageOf(this.language);
  }

  override connectedCallback(): void {
    // A title would be shown as a tip over the whole chat.
    const title = this.getAttribute("title");
    if (title !== null) {
      this.heading ??= title;
      this.removeAttribute("title");
    }
    this.conversation = Conversation.with(this.host ?? KanaalcheckChat.base);
    this.conversation.addEventListener("change", this.changed);
    this.answered = this.answers.length;
    this.said = this.conversation.entries.length;
    super.connectedCallback();
    this.watchNotice();
  }

  override disconnectedCallback(): void {
    this.conversation.removeEventListener("change", this.changed);
    clearInterval(this.poll);
    super.disconnectedCallback();
  }

  /** Ask something in the citizen's name. */
  ask(text: string): void {
    const words = text.trim();
    if (words.length > LONGEST) void this.updateComplete.then(() => this.refuseLong(words));
    // What a page asks for is never the payload of a button.
    else if (words && !words.startsWith("/")) this.conversation.say(words, words, this.tongue);
  }

  /** Take the focus: where one writes, unless that puts a keyboard over half of the screen. */
  override focus(): void {
    const hasKeys = matchMedia("(hover: hover), (pointer: fine)").matches;
    this.one(hasKeys ? "textarea" : "[role=log]")?.focus();
  }

  /** What the Tab key visits first and last. */
  edges(): readonly [HTMLElement, HTMLElement] | undefined {
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>(TABBABLE)];
    const visible = found.filter((element) => element.getClientRects().length > 0);
    const [first, last] = [visible[0], visible.at(-1)];
    return first && last ? [first, last] : undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.focused = this.shadowRoot?.activeElement ?? null;
    if (!this.hasUpdated) return;
    if (changed.has("language") && changed.get("language") !== this.language) {
      this.conversation.choose(null);
    }
    if (changed.has("active") || changed.has("language")) this.watchNotice();
  }

  protected override updated(): void {
    if (this.focused && !this.focused.isConnected) this.one("[role=log]")?.focus();
    const [answered, said] = [this.answers.length, this.conversation.entries.length];
    if (answered > this.answered || said > this.said) this.scrollToNewest();
    [this.answered, this.said] = [answered, said];
  }

  protected override firstUpdated(): void {
    this.scrollToNewest();
  }

  protected override render(): TemplateResult {
    const language = this.tongue;
    return html`
      <section
        class="chat"
        dir="ltr"
        lang=${language}
        aria-label=${this.closable ? nothing : this.named}
        @dragover=${this.dragOver}
        @dragleave=${() => (this.isDropping = false)}
        @drop=${this.drop}
      >
        ${this.drawHead()} ${this.isUnfolded ? this.drawOptions() : nothing}
        <div role="status">${this.notice ? this.drawNotice(this.notice) : nothing}</div>
        ${this.drawLog()} ${this.drawLine()} ${this.drawForm()}
        ${this.isDropping ? html`<div class="drop">${this.words("drop")}</div>` : nothing}
      </section>
    `;
  }

  private drawHead(): TemplateResult {
    return html`
      <header class="head">
        <div class="name">
          ${icon("shield")}
          <h2>${this.named}</h2>
        </div>
        <div class="tools">
          ${this.drawLanguages()}
          <button
            class="plainly"
            type="button"
            aria-label=${this.words("more")}
            title=${this.words("more")}
            aria-expanded=${this.isUnfolded ? "true" : "false"}
            @click=${this.unfold}
          >
            ${icon("more")}
          </button>
          ${this.closable ? this.drawClose() : nothing}
        </div>
      </header>
    `;
  }

  private drawClose(): TemplateResult {
    const label = this.words("close");
    return html`
      <button
        class="plainly"
        type="button"
        aria-label=${label}
        title=${label}
        @click=${this.askToClose}
      >
        ${icon("close")}
      </button>
    `;
  }

  private drawLanguages(): TemplateResult {
    return html`
      <select aria-label=${this.words("language")} @change=${this.chooseLanguage}>
        ${LANGUAGES.map(
          (each) => html`
            <option value=${each} lang=${each} .selected=${each === this.tongue}>
              ${sentence("name", each)}
            </option>
          `,
        )}
      </select>
    `;
  }

  private drawOptions(): TemplateResult {
    const base = this.host ?? KanaalcheckChat.base;
    return html`
      <ul class="options" @keydown=${this.foldOnEscape}>
        <li><button type="button" @click=${this.restart}>${this.words("new")}</button></li>
        <li><button type="button" @click=${this.download}>${this.words("download")}</button></li>
        <li><button type="button" @click=${this.askPrivacy}>${this.words("privacy")}</button></li>
        <li>${this.drawOutside("page", `${base}/?language=${this.tongue}`)}</li>
        <li>${this.drawOutside("accessibility", `${base}/toegankelijkheid?language=${this.tongue}`)}</li>
      </ul>
    `;
  }

  private drawOutside(key: string, href: string): TemplateResult {
    return html`<a href=${href} target="_blank" rel="noopener noreferrer"
      >${this.words(key)}${icon("away")}<span class="heard"> ${this.words("new_window")}</span></a
    >`;
  }

  private drawNotice({ id, level, text }: Notice): TemplateResult {
    const label = this.words("hide_notice");
    const hide = () => {
      this.conversation.hideNotice(id);
      this.notice = null;
    };
    return html`
      <div class="notice ${level}">
        ${icon("info")}
        <p><strong>${this.words(`notice_${level}`)}:</strong> ${text}</p>
        <button class="plainly" type="button" aria-label=${label} title=${label} @click=${hide}>
          ${icon("close")}
        </button>
      </div>
    `;
  }

  private drawLog(): TemplateResult {
    const { entries } = this.conversation;
    return html`
      <div
        class="log"
        role="log"
        aria-relevant="additions"
        aria-label=${this.words("conversation")}
        tabindex="0"
      >
        <div class="turn">
          ${this.isRenewed ? html`<p class="state">${this.words("renewed")}</p>` : nothing}
          <div class="answer">
            <span class="heard">${this.words("bot")}: </span>
            <p>${this.greeting ?? this.words("greeting")}</p>
            ${entries.length ? nothing : this.drawExamples()}
          </div>
        </div>
        ${repeat(
          entries,
          ({ id }) => id,
          (entry) => this.drawTurn(entry, entry === entries.at(-1)),
        )}
      </div>
    `;
  }

  private drawExamples(): TemplateResult {
    const asked = EXAMPLES.map((key) => ({ title: this.words(key), payload: this.words(key) }));
    const report = { title: this.words("example_report"), payload: REPORT };
    return this.drawChoices([...asked, report], this.words("start"));
  }

  private drawTurn(entry: Entry, isLast: boolean): TemplateResult {
    const buttons = isLast ? entry.messages.flatMap((message) => message.buttons ?? []) : [];
    const language = spoken(entry.language) ?? this.tongue;
    return html`
      <div class="turn" data-state=${entry.state}>
        <div class="said">
          <span class="heard">${this.words("you")}: </span
          ><bdi>${shownAs(entry, this.tongue)}</bdi>
        </div>
        ${this.drawState(entry)}
        ${entry.messages.map(
          (message) => html`
            <div class="answer" lang=${language}>
              <span class="heard">${this.words("bot")}: </span>${answer(message, language)}
            </div>
          `,
        )}
        ${buttons.length ? this.drawChoices(buttons, this.words("choices"), language) : nothing}
        ${entry.messages.length && entry.conversation ? this.drawFeedback(entry) : nothing}
      </div>
    `;
  }

  private drawState(entry: Entry): TemplateResult | typeof nothing {
    if (entry.state === "refused") {
      const why = entry.why === "image-lost" ? this.words("image_lost") : entry.why;
      return html`<p class="state trouble">${why || this.words("refused")}</p>`;
    }
    if (entry.state === "failed") {
      return html`
        <p class="state trouble">${this.words("not_sent")}</p>
        <ul class="choices">
          <li><button class="choice" type="button" @click=${() => this.conversation.retry()}>
            ${this.words("retry")}
          </button></li>
          <li><button
            class="choice"
            type="button"
            @click=${() => this.conversation.withdraw(entry.id)}
          >${this.words("withdraw")}</button></li>
        </ul>
      `;
    }
    const isHeldUp = entry.state === "waiting" && !["checking", "quiet"].includes(this.line);
    return isHeldUp ? html`<p class="state">${this.words("waiting")}</p>` : nothing;
  }

  private drawChoices(
    buttons: readonly Button[],
    label: string,
    language: Language = this.tongue,
  ): TemplateResult {
    return html`
      <ul class="choices" aria-label=${label}>
        ${buttons.map(
          (button) => html`
            <li lang=${language}>
              <button class="choice" type="button" @click=${() => this.press(button)}>
                ${button.title}
              </button>
            </li>
          `,
        )}
      </ul>
    `;
  }

  /** Whether it helped; not read out with the answer. */
  private drawFeedback({ id, helpful }: Entry): TemplateResult {
    if (helpful !== undefined) {
      return html`<p class="feedback" aria-live="polite">${this.words("thanks")}</p>`;
    }
    const question = this.words("helpful");
    const judge = (isHelpful: boolean) => () => void this.conversation.judge(id, isHelpful);
    return html`
      <div class="feedback" role="group" aria-label=${question} aria-live="off">
        <span aria-hidden="true">${question}</span>
        <button type="button" @click=${judge(true)}>${this.words("yes")}</button>
        <button type="button" @click=${judge(false)}>${this.words("no")}</button>
      </div>
    `;
  }

  private drawLine(): TemplateResult {
    const { line } = this;
    const isTrouble = line !== "quiet" && line !== "checking";
    return html`
      <div class="line ${isTrouble ? "trouble" : ""}" role="status">${this.drawLineText(line)}</div>
    `;
  }

  private drawLineText(line: Line): TemplateResult | typeof nothing {
    if (line === "checking") {
      return this.isSlow
        ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${this.words("checking")}`
        : nothing;
    }
    return line === "quiet" ? nothing : html`${icon("info")}<span>${this.words(line)}</span>`;
  }

  private drawForm(): TemplateResult {
    const { attached, problem } = this;
    return html`
      <form class="ask" @submit=${this.submit}>
        <label for="text">${this.words("label")}</label>
        ${attached ? this.drawAttached(attached) : nothing}
        <div class="field">
          <textarea
            id="text"
            rows="1"
            dir="auto"
            autocomplete="off"
            enterkeyhint="send"
            spellcheck="false"
            aria-describedby=${problem ? "problem never keys" : "never keys"}
            aria-invalid=${problem ? "true" : "false"}
            @keydown=${this.sendOnEnter}
            @input=${() => (this.problem = "")}
            @paste=${this.paste}
          ></textarea>
          <input
            type="file"
            accept=${ACCEPTED}
            hidden
            aria-label=${this.words("attach")}
            @change=${this.pick}
          />
          <button
            class="attach"
            type="button"
            aria-label=${this.words("attach")}
            title=${this.words("attach")}
            @click=${() => this.one<HTMLInputElement>("input")?.click()}
          >
            ${icon("image")}
          </button>
          <button class="send" aria-label=${this.words("send")} title=${this.words("send")}>
            ${icon("send")}
          </button>
        </div>
        ${problem ? html`<p class="error" id="problem" role="alert">${problem}</p>` : nothing}
        <p class="hint">
          <span id="never">${this.words("never")}</span>
          <span class="keys" id="keys">${this.words("keys")}</span>
        </p>
      </form>
    `;
  }

  private drawAttached({ name }: Attached): TemplateResult {
    const label = this.words("detach");
    const detach = () => {
      this.attached = null;
      this.focus();
    };
    return html`
      <div class="attached">
        <span role="status">${this.words("attached", { name })}</span>
        <button class="plainly" type="button" aria-label=${label} title=${label} @click=${detach}>
          ${icon("close")}
        </button>
      </div>
    `;
  }

  private get named(): string {
    return this.heading || this.words("title");
  }

  private get line(): Line {
    return this.conversation.line;
  }

  private get answers(): readonly Entry[] {
    return this.conversation.entries.filter(({ messages }) => messages.length);
  }

  private words(key: string, values?: Readonly<Record<string, string>>): string {
    return sentence(key, this.tongue, values);
  }

  private one<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.renderRoot.querySelector<T>(selector);
  }

  private readonly changed = (): void => {
    if (this.line === "checking") {
      this.slow ||= window.setTimeout(() => (this.isSlow = true), PATIENCE);
    } else {
      clearTimeout(this.slow);
      this.slow = 0;
      this.isSlow = false;
    }
    this.requestUpdate();
  };

  private watchNotice(): void {
    clearInterval(this.poll);
    if (!this.active || !this.isConnected) return;
    void this.askNotice();
    this.poll = window.setInterval(() => {
      if (!document.hidden) void this.askNotice();
    }, NOTICE_EVERY);
  }

  private async askNotice(): Promise<void> {
    const notice = await this.conversation.notice(this.tongue);
    if (notice !== undefined) this.notice = notice;
  }

  private scrollToNewest(): void {
    const log = this.one("[role=log]");
    const newest = log?.querySelector<HTMLElement>(".turn:last-child");
    if (!log || !newest) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = newest.offsetTop - log.offsetTop - 12;
    log.scrollTo({ top, behavior: calm || !this.hasUpdated ? "auto" : "smooth" });
  }

  private press({ title, payload }: Button): void {
    const language = /^\/change_language\s*\{\s*"language"\s*:\s*"(\w\w)"/.exec(payload)?.[1];
    if (language) this.conversation.choose(spoken(language) ?? null);
    this.isRenewed = false;
    this.conversation.say(title, payload, this.tongue);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const field = this.one<HTMLTextAreaElement>("textarea")!;
    const text = field.value.trim();
    if (text.length > LONGEST) {
      this.refuseLong(text);
      return;
    }
    const { attached } = this;
    if (!text && !attached) {
      field.focus();
      return;
    }
    if (attached) this.conversation.show(attached.image, attached.name, this.tongue);
    if (text) this.conversation.say(text, plain(text), this.tongue);
    field.value = "";
    this.attached = null;
    this.problem = "";
    this.isRenewed = false;
    field.focus();
  }

  /** Keep a text that is too long where it can be shortened: a piece of it is never sent alone. */
  private refuseLong(text: string): void {
    const field = this.one<HTMLTextAreaElement>("textarea")!;
    const values = { length: String(text.length), maximum: String(LONGEST) };
    this.problem = this.words("too_long", values);
    if (field.value.trim() !== text) field.value = text;
    field.focus();
  }

  private sendOnEnter(event: KeyboardEvent): void {
    // 229 is what Safari gives for the Enter that ends a composition.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.one<HTMLFormElement>("form")?.requestSubmit();
  }

  /** Keys typed here are no shortcuts of the page around us. */
  private keepKeys(event: KeyboardEvent): void {
    if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
  }

  private unfold(): void {
    this.isUnfolded = !this.isUnfolded;
  }

  private foldOnEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.isUnfolded = false;
    this.one("[aria-expanded]")?.focus();
  }

  private askToClose(): void {
    this.dispatchEvent(new Event("kanaalcheck-close"));
  }

  private async chooseLanguage(event: Event): Promise<void> {
    this.conversation.choose(spoken((event.target as HTMLSelectElement).value) ?? null);
    await this.askNotice();
  }

  private restart(): void {
    this.conversation.restart();
    this.isRenewed = true;
    this.isUnfolded = false;
    this.attached = null;
    this.problem = "";
    this.focus();
  }

  private download(): void {
    const now = new Date();
    save(transcript(this.conversation.entries, this.tongue, now), now);
  }

  private askPrivacy(): void {
    this.isUnfolded = false;
    this.press({ title: this.words("privacy"), payload: PRIVACY });
  }

  private async attach(file: File, name: string): Promise<void> {
    const image = await prepared(file);
    const isTaken = typeof image !== "string";
    this.attached = isTaken ? { image, name } : null;
    this.problem = isTaken ? "" : this.words(image);
    this.focus();
  }

  private pick(event: Event): void {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    if (file) void this.attach(file, file.name);
    field.value = "";
  }

  private paste(event: ClipboardEvent): void {
    const image = firstImage(event.clipboardData?.files);
    // A text processor copies a picture of the text beside the text.
    if (!image || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    void this.attach(image, this.words("pasted_image"));
  }

  private dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.isDropping = true;
  }

  private drop(event: DragEvent): void {
    this.isDropping = false;
    const file = firstImage(event.dataTransfer?.files) ?? event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.attach(file, file.name);
  }
}

/** A typed text is never the payload of a button. */
function plain(text: string): string {
  return text.replace(/^\/+(?=\w+\s*(\{|$))/, "");
}
