/** What one `<script src="https://HOST/widget.js">` does to a page. */
import { KanaalcheckChat } from "./chat";
import { paint } from "./colour";
import { KanaalcheckWidget } from "./widget";

/** What a page asked before the script was there: `kanaalcheck.push(["open", "…"])`. */
type Wish = readonly [name: "open" | "close" | "language", value?: string];

/** `window.kanaalcheck`, for the page around us. */
class Handle {
  constructor(private readonly widget: KanaalcheckWidget) {}

  /** Put the widget in the page, again where a page replaced its body. */
  place(): void {
    if (!this.widget.isConnected) document.body?.append(this.widget);
  }

  /** Open the dialog, and ask something when a text is given. */
  open(text?: string): void {
    this.place();
    void this.widget.open(text);
  }

  close(): void {
    this.widget.close();
  }

  get language(): string | null {
    return this.widget.language;
  }

  set language(language: string | null) {
    this.widget.language = language;
  }

  push(...wishes: readonly Wish[]): void {
    for (const [name, value] of wishes) {
      if (name === "open") this.open(value);
      if (name === "close") this.close();
      if (name === "language") this.language = value ?? null;
    }
  }
}

declare global {
  interface Window {
    kanaalcheck?: Handle | Wish[];
  }
  interface HTMLElementTagNameMap {
    "kanaalcheck-chat": KanaalcheckChat;
    "kanaalcheck-widget": KanaalcheckWidget;
  }
}

function start(): void {
  if (customElements.get("kanaalcheck-widget")) {
    (window.kanaalcheck as Handle).place(); // included twice
    return;
  }
  const { src, dataset } = ownScript();
  KanaalcheckChat.base = new URL(".", src).href.replace(/\/$/, "");
  customElements.define("kanaalcheck-chat", KanaalcheckChat);
  customElements.define("kanaalcheck-widget", KanaalcheckWidget);
  const widget = new KanaalcheckWidget();
  widget.language = dataset["language"] ?? null;
  widget.heading = dataset["title"] ?? null;
  widget.greeting = dataset["greeting"] ?? null;
  widget.launcher = dataset["launcher"] ?? null;
  widget.position = dataset["position"] ?? null;
  const colour = dataset["colour"] ?? dataset["color"];
  if (colour) paint(widget, colour);
  const wishes = Array.isArray(window.kanaalcheck) ? window.kanaalcheck : [];
  const handle = new Handle(widget);
  window.kanaalcheck = handle;
  const begin = () => {
    handle.place();
    handle.push(...wishes);
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin, { once: true });
}

function ownScript(): HTMLScriptElement {
  const script = document.currentScript;
  if (script instanceof HTMLScriptElement) return script;
  const found = document.querySelector<HTMLScriptElement>("script[src*='/widget.js']");
  if (found) return found;
  throw new Error("widget.js of Kanaalcheck: include it by a script element with its address");
}

start();
