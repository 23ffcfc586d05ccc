import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageModules } from '../profile/report/pageModules.ts';

/** The chart library and what it needs, as one script for a page without network. */
export function chartScript(): string {
  const plot = fileURLToPath(import.meta.resolve('@observablehq/plot'));
  const d3 = createRequire(plot).resolve('d3');
  const scripts = [
    join(dirname(d3), '..', 'dist', 'd3.min.js'),
    join(dirname(plot), '..', 'dist', 'plot.umd.min.js'),
  ];
  return scripts.map((path) => readFileSync(path, 'utf8')).join('\n;');
}

/** The modules of the page, each after those that it imports. */
const MODULES = [
  'decode',
  'format',
  'typeset',
  'axes',
  'legend',
  'curves',
  'maps',
  'sizeChart',
  'readout',
  'save',
  'controls',
  'overTime',
  'sizesOfCell',
  'drawings',
  'headline',
  'player',
  'page',
];

/** The script of the page: its modules in one scope. */
export function pageScript(): string {
  return pageModules(MODULES, asset);
}

/** The style of the page. */
export function pageStyle(): string {
  return asset('../page.css') + asset('page.css');
}

function asset(name: string): string {
  return readFileSync(new URL(`../../assets/plot/${name}`, import.meta.url), 'utf8');
}
