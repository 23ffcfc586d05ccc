import { INPUT_NAMES, INPUTS } from './cache/inputs.ts';
import { cacheTable } from './cacheTable.ts';
import { FLAGS } from './flags.ts';

const INTRODUCTION = `# Caches and reductions

<!-- Written by scripts/generate-cache-docs.ts from the declarations in packages/fast. -->

The fast engine computes what the plain one computes, with optimisations that each have a flag. \`--cache\` takes \`all\`
(the default), \`off\`, a list of names that are on (\`weights,qstar\`), or a list of names that are off
(\`-weights,-qstar\`); \`shadow\`, alone or in front of a list, computes every hit again and stops at the first stale one,
and at the first value that something has written to since it was stored.

## Why a cached answer is right

- **Inputs.** A cache declares its *inputs*. Its *key* is made of them and of nothing else, and its computation receives
  them and nothing else: what is not declared cannot be reached (in development, trying to throws). So two equal keys mean
  two equal computations.
- **Versions.** A scalar is its own key; equal means equal in every bit. An array or record has a *version*, drawn from the one
  counter of the engine and never used for two contents. The arrays of a grid are not written to: a grid with other contents is
  another grid, made in one place. An array keeps its version as long as it is the same object under the same version of its
  grid, so that grids whose makers count apart, or an array in the place of another, are told apart. Somebody who writes to
  such an array all the same is caught in development, and by \`--cache shadow\`. An array that is written to (the size
  distribution of a cell) is compared with its last content bit by bit. A thread has an engine of its own, and no version
  leaves it.
- **Keys that stay.** A cache that has answered answers the same cell again without a look at the key, until one of its inputs
  is put down with another number: all of them come through one function, \`putKey\`, which tells the caches that declare the
  input.
- **Derived values.** A cache may use another cache. It then has to declare the inputs of that one, too, which is checked when it
  is declared.
- **Memory.** Entries belong to the engine of a run, or of the cells of a thread, and end with it. Caches of scope *cell* give
  every cell entries of its own, so that the number of cells never matters. Beyond the capacity the least recently used entry
  goes. A kernel copies a stored value into its own memory and keeps the copy until it is handed another object, so a cache that
  kernels read from never writes to an object twice (\`recycles\` is false).
- **Doubt.** A value with NaN or infinity is returned and not stored. A key with NaN matches nothing. The sublimation flux is in
  no cache: with \`psat_cache_tol_K\` > 0 its vapour pressure depends on the pressures before it. Whatever the kernels do not
  expect (negative numbers, sums near the limits of the number range) is handed to the plain functions.
- **Reading only.** In development, cached values are handed out behind a guard, and a write throws. In production they are
  handed out as they are; \`--cache shadow\` keeps a copy of each and compares it at every hit and when the value is evicted.

\`packages/harness/src/proof\` lets anything happen to a small world and compares every answer with a fresh one, bit for bit;
then it leaves out each input of each key in turn and has to see the comparison fail. \`packages/fast/test/hazards.test.ts\` and
\`hazardsOfMemory.test.ts\` go through the hazards of the reference's caches.
`;

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

const sparedBy = (flag: string) => FLAGS.find(({ name }) => name === flag)!.spares;

/** The text of docs/caches.md. */
export function cacheDocument(): string {
  const caches = cacheTable().map((row) => [
    `\`${row.name}\``,
    row.seedItem,
    row.holds,
    row.unit,
    code(sparedBy(row.name)) || '–',
    code(row.inputs),
    code(row.uses) || '–',
    `${row.capacity} a ${row.scope}`,
  ]);
  const reductions = FLAGS.filter(({ isCache }) => !isCache).map(
    ({ name, seedItem, does, spares }) => [`\`${name}\``, seedItem, does, code(spares) || '–'],
  );
  const inputs = INPUT_NAMES.map((name) => {
    const { kind, unit, meaning, changes } = INPUTS[name];
    const users = cacheTable().filter((row) => row.inputs.includes(name));
    return [`\`${name}\``, kind, unit, meaning, changes, code(users.map((row) => row.name))];
  });
  return [
    INTRODUCTION,
    '## Caches\n',
    markdownTable(
      ['name', 'plan item', 'holds', 'unit', 'spares calls of', 'inputs', 'uses', 'entries'],
      caches,
    ),
    '\n## Optimisations without memory\n',
    markdownTable(['name', 'plan item', 'does', 'spares calls of'], reductions),
    '\n## Inputs, and what empties a cache\n',
    markdownTable(
      ['input', 'key', 'unit', 'is', 'a stored value is not found any more after', 'caches'],
      inputs,
    ),
    '',
  ].join('\n');
}
