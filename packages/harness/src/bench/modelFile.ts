import { join } from 'node:path';
import { writeFileAtomically } from '@marsdisk/io';
import type { CostModel } from './costModel.ts';
import type { BenchResult } from './result.ts';

/** Where the costs that `marsdisk estimate` reckons with are kept, from the root of the repository. */
export const MODEL_FILE = join('packages', 'harness', 'src', 'estimate', 'measuredCosts.ts');

/** Keeps the costs that a bench found, with where they were found, for `marsdisk estimate`. */
export function writeModel(root: string, result: BenchResult, model: CostModel): string {
  const path = join(root, MODEL_FILE);
  const { machine, startedAt, commit, config, rounds } = result;
  const place = `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, ${startedAt.slice(0, 10)}, commit ${commit?.slice(0, 12) ?? 'unknown'}`;
  writeFileAtomically(
    path,
    `import type { CostModel } from '../bench/costModel.ts';

// Written by \`marsdisk bench scaling --update\`. Do not edit.

/** Where the costs were measured. */
${assignment('export const MEASURED_ON', `'${place.replaceAll("'", '')}'`)}

/** Costs of the steps of ${config}, ${rounds} rounds; times in s, sizes in bytes. */
export const MEASURED_COSTS: CostModel = ${literal(model, '')};
`,
  );
  return path;
}

/** An assignment as the formatter writes it. */
function assignment(name: string, value: string): string {
  const line = `${name} = ${value};`;
  return line.length <= 100 ? line : `${name} =\n  ${value};`;
}

/** A record of numbers as source, each on a line of its own. */
function literal(value: object | number, indent: string): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, member]) => `${inner}${key}: ${literal(member, inner)},\n`,
  );
  return `{\n${lines.join('')}${indent}}`;
}
