import { setText } from './typeset.js';

/** The chosen word of a group of radio buttons. */
export function chosen(name) {
  return document.querySelector(`input[name="${name}"]:checked`)?.value ?? 'linear';
}

/** Fills a list with choices. */
export function fillSelect(select, entries, selected) {
  select.replaceChildren(
    ...entries.map(([value, text]) => new Option(text, value, false, value === selected)),
  );
}

/** Most times in a table of values. */
export const TABLE_ROWS = 12;

/** A table of values: names with units above, a row a time. */
export function valueTable(columns, rows) {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const name of columns) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    setText(cell, name);
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const text of row) line.insertCell().textContent = text;
  }
  return table;
}

/** At most `most` positions of `count`, evenly apart, with the ends. */
export function samples(count, most) {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
