import { INPUT_NAMES, type InputName } from '@marsdisk/fast';
import type { AblationRow } from './ablation.ts';

/** Caches that share inputs, with all their inputs: a part of the matrix outside of which their rows and columns are empty. */
interface Block {
  readonly caches: readonly string[];
  readonly inputs: readonly InputName[];
}

const SURVIVED = 'SURVIVED';

/**
 * The ablation as a table for a terminal: caches × inputs, in each place the commands after which the proof saw that the
 * input was missing from the key. It falls into blocks of caches that have no input in common, each as wide as it must be.
 */
export function matrixText(rows: readonly AblationRow[], commands: number): string {
  const lines = blocksOf(rows).flatMap((block) => ['', ...blockLines(rows, block)]);
  const survivors = rows.filter(({ killedAfter }) => killedAfter === null).length;
  const outcome =
    survivors === 0 ? 'all were found out' : `${survivors} of ${rows.length} were not found out`;
  return [
    `Ablation: commands until the proof saw that an input was missing from a key, of ${commands} at most; ${outcome}.`,
    ...lines,
  ].join('\n');
}

/** The same as one table of Markdown. */
export function matrixMarkdown(rows: readonly AblationRow[]): string {
  const inputs = INPUT_NAMES.filter((name) => rows.some(({ input }) => input === name));
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...inputs.map((name) => `\`${name}\``)]),
    row(['---', ...inputs.map(() => '---:')]),
    ...cachesOf(rows).map((cache) =>
      row([cache.replace(/^\w+/, '`$&`'), ...inputs.map((input) => placeOf(rows, cache, input))]),
    ),
  ].join('\n');
}

function blockLines(rows: readonly AblationRow[], { caches, inputs }: Block): string[] {
  const table = [
    ['', ...inputs],
    ...caches.map((cache) => [cache, ...inputs.map((input) => placeOf(rows, cache, input))]),
  ];
  const widths = table[0]!.map((_, column) =>
    Math.max(...table.map((line) => line[column]!.length)),
  );
  return table.map((line) =>
    line
      .map((text, k) => (k === 0 ? text.padEnd(widths[k]!) : text.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}

function placeOf(rows: readonly AblationRow[], cache: string, input: InputName): string {
  const found = rows.find((row) => row.cache === cache && row.input === input);
  if (found === undefined) return '';
  return found.killedAfter === null ? SURVIVED : String(found.killedAfter);
}

function cachesOf(rows: readonly AblationRow[]): string[] {
  return [...new Set(rows.map((row) => row.cache))];
}

function blocksOf(rows: readonly AblationRow[]): Block[] {
  const left = new Set(cachesOf(rows));
  const blocks: Block[] = [];
  for (const first of left) {
    const caches = new Set([first]);
    const inputs = new Set<InputName>();
    for (let size = 0; size < caches.size + inputs.size; ) {
      size = caches.size + inputs.size;
      for (const row of rows) if (caches.has(row.cache)) inputs.add(row.input);
      for (const row of rows) if (inputs.has(row.input)) caches.add(row.cache);
    }
    for (const cache of caches) left.delete(cache);
    blocks.push({
      caches: cachesOf(rows).filter((cache) => caches.has(cache)),
      inputs: INPUT_NAMES.filter((input) => inputs.has(input)),
    });
  }
  return blocks;
}
