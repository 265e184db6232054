/** How an answer is drawn. Everything is text; a link is one that the server calls safe. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, toneIcon } from "./icons";
import type { Block, Card, Item, Line, Message, Segment } from "./service";
import { type Language, sentence } from "./texts";

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
  const { headline, items, rules } = card;
  return html`
    ${items.length > 1 ? html`<p>${drawLine(headline, language)}</p>` : nothing}
    ${items.map((item) => drawItem(item, language))}
    ${drawRules(rules, language)}
  `;
}

function drawItem(item: Item, language: Language): TemplateResult {
  const { statement, official } = item;
  return html`
    <article class="card ${item.tone}" data-verdict=${item.verdict}>
      <header>${toneIcon(item.tone)}<strong>${item.word}</strong></header>
      <p class="headline">${drawLine(item.headline, language)}</p>
      ${statement.length ? html`<p>${drawLine(statement, language)}</p>` : nothing}
      ${item.at_once.map((line) => html`<p>${drawLine(line, language)}</p>`)}
      ${official ? html`<p class="official">${drawLine(official.sentence, language)}</p>` : nothing}
      ${drawFolded("evidence", [...item.evidence, ...item.unknown], language)}
      ${drawFolded("advice", item.advice, language)}
    </article>
  `;
}

function drawFolded(label: "evidence" | "advice", lines: readonly Line[], language: Language): Drawn {
  if (!lines.length) return nothing;
  return html`
    <details class=${label}>
      <summary>${sentence(label, language)}</summary>
      <ul>${lines.map((line) => html`<li>${drawLine(line, language)}</li>`)}</ul>
    </details>
  `;
}

function drawRules(rules: readonly Line[], language: Language): Drawn {
  if (!rules.length) return nothing;
  return html`
    <details>
      <summary>${sentence("rules", language)}</summary>
      ${rules.map((rule) => html`<p class="rule">${drawLine(rule, language)}</p>`)}
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

/** The address of a link, when it is of a kind that runs nothing. */
function safeAddress(href: string | undefined): string | undefined {
  try {
    return href && SAFE.includes(new URL(href).protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
