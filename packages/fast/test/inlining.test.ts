import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const MODULE = new URL('../src/inlining.ts', import.meta.url).href;

/** About 780 bytecodes: more than V8 compiles into a caller by itself, and twice that more than it compiles into one in all. */
const LONG = Array.from({ length: 60 }, (_, k) => `x = x * ${k + 2}.5 + ${k}.25;`).join(' ');

/** Which of two long functions V8 compiles into their caller, in a process of its own, as its compiler says. */
function inlined(widens: boolean, ...flags: string[]): string[] {
  const program = `
    import { widenInlining } from '${MODULE}';
    if (${widens}) widenInlining();
    function first(x) { ${LONG} return x; }
    function second(x) { ${LONG} return x; }
    function caller(x) { return first(x) + second(x); }
    let sum = 0;
    for (let i = 0; i < 200000; i++) sum += caller(i);
  `;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...flags, '--trace-turbo-inlining', '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const names = stdout.matchAll(/^Inlining .*?<SharedFunctionInfo (first|second)>\} into/gm);
  return [...new Set(Array.from(names, ([, name]) => name!))].toSorted();
}

it('lets V8 compile more and longer functions into their caller', () => {
  expect(inlined(false)).toEqual([]);
  expect(inlined(true)).toEqual(['first', 'second']);
});

it('leaves a process the limit that it was started with', () => {
  expect(inlined(true, '--max-inlined-bytecode-size=100')).toEqual([]);
  expect(inlined(true, '--max_inlined_bytecode_size=100')).toEqual([]);
  expect(inlined(true, '--max-inlined-bytecode-size-cumulative=900').length).toBeLessThan(2);
});
