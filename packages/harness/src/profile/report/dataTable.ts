import { html, type Markup } from './markup.ts';

/** A cell: what is shown, and by what it is sorted. */
export interface Cell {
  readonly text: string;
  /** Default: the text. Null sorts behind everything, whichever way the column is sorted. */
  readonly sort?: number | null;
  /** Length of a bar before the text, 0 to 1. */
  readonly bar?: number;
}

export interface DataColumn {
  readonly title: string;
  readonly isNumber: boolean;
}

/** What a table holds. */
export interface TableContent {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** A last row that is not sorted. */
  readonly total?: readonly Cell[];
  /** The column by which the rows come ordered. */
  readonly sorted?: { readonly column: number; readonly isDescending: boolean };
}

/**
 * A table whose columns the reader can sort; the first column names the row.
 *
 * @param caption its name for screen readers; unique on the page
 */
export function dataTable(caption: string, { columns, rows, total, sorted }: TableContent): Markup {
  const head = columns.map(({ title, isNumber }, column) => {
    const order =
      sorted?.column === column
        ? html` aria-sort="${sorted.isDescending ? 'descending' : 'ascending'}"`
        : null;
    return html`<th scope="col"${isNumber ? html` class="number"` : null}${order}><button type="button">${title}</button></th>`;
  });
  const cell = ({ text, sort, bar }: Cell, column: number) => {
    const order = sort === undefined ? null : html` data-sort="${sort ?? ''}"`;
    const kind = columns[column]?.isNumber ? html` class="number"` : null;
    const length =
      bar === undefined
        ? null
        : html`<i class="bar" aria-hidden="true" style="--share:${bar.toFixed(4)}"></i>`;
    const content = length === null ? text : html`${length}<span class="amount">${text}</span>`;
    return column === 0
      ? html`<th scope="row"${kind}${order}>${content}</th>`
      : html`<td${kind}${order}>${content}</td>`;
  };
  return html`<div class="scroll" role="region" aria-label="${caption}"><table class="sortable"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>${total === undefined ? null : html`<tfoot><tr>${total.map(cell)}</tr></tfoot>`}</table></div>`;
}
