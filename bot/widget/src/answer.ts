/** How an answer is drawn. Everything is text; a link is one that the server calls safe. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, toneIcon } from "./icons";
import type { Block, Card, Item, Line, Message, Official, Segment } from "./service";
import { type Language, sentence } from "./texts";

const SIGNS = /^[\p{Extended_Pictographic}\ufe0f\s]+/u;
const SAFE = ["https:", "mailto:", "tel:"];

type Drawn = TemplateResult | typeof nothing;

export function answer(message: Message, language: Language): TemplateResult {
  const { card } = message;
  if (card?.items.length) return drawCard(card, language);
  return html`<div class="plain">${drawBlocks(message, language)}</div>`;
}

function drawBlocks({ text, blocks }: Message, language: Language): unknown {
  if (!blocks?.length) return html`<p>${text}</p>`;
  return blocks.map((block) => drawBlock(block, language));
}

function drawBlock({ list, lines }: Block, language: Language): unknown {
  if (list) return html`<ul>${lines.map((line) => html`<li>${drawLine(line, language)}</li>`)}</ul>`;
  return lines.map((line) => html`<p>${drawLine(line, language)}</p>`);
}

function drawCard(card: Card, language: Language): TemplateResult {
  return html`${card.items.map((item) => drawItem(item, language))}`;
}

function drawItem(item: Item, language: Language): TemplateResult {
  return html`
    <article class="card ${item.tone}" data-verdict=${item.verdict}>
      <header>${toneIcon(item.tone)}<strong>${item.word}</strong></header>
      <p>${drawLine(unsigned(item.headline), language)}</p>
      ${item.official ? drawOfficial(item.official, item, language) : nothing}
      ${drawAdvice(item, language)}
      ${drawEvidence(item, language)}
    </article>
  `;
}

function drawAdvice({ advice }: Item, language: Language): Drawn {
  if (!advice.length) return nothing;
  return html`
    <div class="advice">
      <p class="label">${sentence("advice", language)}</p>
      <ul>${advice.map((line) => html`<li>${drawLine(line, language)}</li>`)}</ul>
    </div>
  `;
}

function drawOfficial(official: Official, { organisation }: Item, language: Language): TemplateResult {
  const label = organisation
    ? sentence("real_channel", language, { organisation })
    : sentence("real_channel_unnamed", language);
  const shown = { text: official.address, ...(official.href ? { href: official.href } : {}) };
  return html`
    <div class="official">
      <p class="label">${label}</p>
      <p>${official.platform}: ${drawSegment(shown, language)}</p>
    </div>
  `;
}

function drawEvidence({ evidence }: Item, language: Language): Drawn {
  if (!evidence.length) return nothing;
  return html`
    <details>
      <summary>${sentence("evidence", language)}</summary>
      <ul>${evidence.map((line) => html`<li>${drawLine(line, language)}</li>`)}</ul>
    </details>
  `;
}

function drawLine(line: Line, language: Language): unknown {
  return line.map((segment) => drawSegment(segment, language));
}

function drawSegment({ text, href }: Segment, language: Language): unknown {
  const safe = safeAddress(href);
  if (!safe) return text;
  if (!safe.startsWith("https:")) return html`<a href=${safe}>${text}</a>`;
  return html`<a href=${safe} target="_blank" rel="noopener noreferrer"
    >${text}${icon("away")}<span class="heard"> ${sentence("new_window", language)}</span></a
  >`;
}

/** A sentence without the sign that it begins with: the icon says that. */
function unsigned([first, ...others]: Line): Line {
  if (!first) return others;
  return [{ ...first, text: first.text.replace(SIGNS, "") }, ...others];
}

/** The address of a link, when it is of a kind that runs nothing. */
function safeAddress(href: string | undefined): string | undefined {
  try {
    return href && SAFE.includes(new URL(href).protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
