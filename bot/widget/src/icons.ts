/** Icons: drawn with the colour of the text, never the only carrier of a meaning. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import type { Tone } from "./service";

const TONES: Readonly<Record<Tone, SVGTemplateResult>> = {
  good: svg`<circle cx="16" cy="16" r="13"/><path d="m10 16 4.500 4.500L22 12"/>`,
  stale: svg`<circle cx="16" cy="16" r="13" stroke-dasharray="5 5.200"/><path d="m10 16 4.500 4.500L22 12"/>`,
  bad: svg`<path d="M10.500 3h11L29 10.500v11L21.500 29h-11L3 21.500v-11z"/><path d="m11.500 11.500 9 9m0-9-9 9"/>`,
  past: svg`<circle cx="16" cy="16" r="13"/><path d="M16 9v7l5 3"/>`,
  other: svg`<circle cx="16" cy="16" r="13"/><path d="M16 15v8m0-13.500v.01"/>`,
  care: svg`<path d="M16 4 30 28H2z"/><path d="M16 13v6m0 4.500v.01"/>`,
};

const OTHERS = {
  shield: svg`<path d="M16 3 5 6.500V15c0 7 4.500 11.500 11 14 6.500-2.500 11-7 11-14V6.500z"/><path d="m11 16 3.500 3.500L21 12.500"/>`,
  close: svg`<path d="m7 7 18 18m0-18L7 25"/>`,
  more: svg`<path d="M7 16h.01M16 16h.01M25 16h.01" stroke-width="4.500"/>`,
  send: svg`<path d="M4 5 29 16 4 27l4-11zM8 16h11"/>`,
  image: svg`<rect x="4" y="6" width="24" height="20" rx="2"/><circle cx="11" cy="13" r="2"/><path d="m5 25 8-8 5 5 4-4 6 6"/>`,
  info: svg`<circle cx="16" cy="16" r="13"/><path d="M16 15v8m0-13.500v.01"/>`,
  away: svg`<path d="M13 7H6v19h19v-7M18 5h9v9M27 5 15 17"/>`,
};

export type Icon = keyof typeof OTHERS;

export function toneIcon(tone: Tone): TemplateResult {
  return drawn(TONES[tone] ?? TONES.care);
}

export function icon(name: Icon): TemplateResult {
  return drawn(OTHERS[name]);
}

function drawn(shapes: SVGTemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">${shapes}</svg>`;
}
