import { html, type Markup } from './markup.ts';

/** A cell: what is shown, and by what it is sorted. */
export interface Cell {
  readonly text: string;
  /** Default: the text. */
  readonly sort?: number;
  /** Length of a bar behind the text, 0 to 1. */
  readonly bar?: number;
}

export interface DataColumn {
  readonly title: string;
  readonly isNumber: boolean;
}

/** A table whose columns the reader can sort; the first column names the row. */
export function dataTable(
  caption: string,
  columns: readonly DataColumn[],
  rows: readonly (readonly Cell[])[],
): Markup {
  const head = columns.map(
    ({ title, isNumber }) =>
      html`<th scope="col"${isNumber ? html` class="number"` : null}><button type="button">${title}</button></th>`,
  );
  const cell = ({ text, sort, bar }: Cell, column: number) => {
    const order = sort === undefined ? null : html` data-sort="${sort}"`;
    const kind = columns[column]?.isNumber ? html` class="number"` : null;
    const width =
      bar === undefined ? null : html`<i class="bar" style="--share:${bar.toFixed(4)}"></i>`;
    return column === 0
      ? html`<th scope="row"${kind}${order}>${text}</th>`
      : html`<td${kind}${order}>${width}${text}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="sortable"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}
