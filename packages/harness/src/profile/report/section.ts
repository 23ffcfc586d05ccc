import type { Fact } from './facts.ts';
import { html, type Markup } from './markup.ts';

/** A section of the page; what introduces it stays with its heading in print. */
export function section(
  id: string,
  title: string,
  remark: string,
  content: Markup | readonly Markup[],
): Markup {
  return html`<section aria-labelledby="${id}"><div class="head"><h2 id="${id}">${title}</h2>${remark === '' ? null : html`<p class="soft">${remark}</p>`}</div>
${content}
</section>
`;
}

/** Facts as a list of terms. */
export function factList(list: readonly Fact[]): Markup {
  return html`<dl class="facts">${list.map(({ name, value, remark }) => html`<dt>${name}</dt><dd class="value${remark === '' ? ' wide' : ''}">${value}</dd>${remark === '' ? null : html`<dd class="remark">${remark}</dd>`}\n`)}</dl>`;
}
