import type { ProfileResult } from '../results/result.ts';
import { commitText, environmentFacts, headline } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { parityStatement } from './parity.ts';
import { named, type ReportTable, text } from './tables.ts';

/** One of two stored results that are compared. */
export interface ComparedSide {
  /** How it is called: `A` or `B`. */
  readonly name: string;
  /** Folder or file that it was read from, as it was given. */
  readonly path: string;
  readonly result: ProfileResult;
}

export type ComparedSides = readonly [base: ComparedSide, candidate: ComparedSide];

/** Where, when and with what both were measured; rows that differ say so. */
export function sidesTable(sides: ComparedSides): ReportTable {
  const columns = sides.map(({ path, result }) => [
    { name: 'stored in', value: path, remark: '' },
    { name: 'what', value: headline(result), remark: '' },
    { name: 'parity', value: parityStatement(result), remark: '' },
    ...environmentFacts(result),
  ]);
  const textOf = (column: number, row: number) => {
    const { value, remark } = columns[column]![row]!;
    return remark === '' ? value : `${value}; ${remark}`;
  };
  return {
    columns: [named(''), ...sides.map(({ name }) => named(name)), named('differs')],
    rows: columns[0]!.map(({ name, value }, row) => [
      text(name),
      text(textOf(0, row)),
      text(textOf(1, row)),
      text(columns[1]![row]!.value === value ? '' : 'yes'),
    ]),
  };
}

/** The two inputs at the head of the page. */
export function sidesList(sides: ComparedSides): Markup {
  return html`<ul class="sides">${sides.map(({ name, path, result }) => html`<li><b>${name}</b> <code>${path}</code><br><span class="soft">${headline(result)}; commit ${commitText(result)}, measured at ${result.startedAt}</span></li>`)}</ul>`;
}
