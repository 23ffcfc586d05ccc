import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageModules } from './pageModules.ts';

/** Libraries of the flame graph, each after those that it needs. */
const ORDER = [
  'd3-array',
  'd3-color',
  'd3-dispatch',
  'd3-ease',
  'd3-format',
  'd3-hierarchy',
  'd3-interpolate',
  'd3-time',
  'd3-time-format',
  'd3-timer',
  'd3-scale',
  'd3-selection',
  'd3-transition',
] as const;

/** Who needs a library that the flame graph itself does not name. */
const NEEDED_BY: Readonly<Record<string, string>> = {
  'd3-color': 'd3-transition',
  'd3-interpolate': 'd3-scale',
  'd3-time': 'd3-scale',
  'd3-time-format': 'd3-scale',
  'd3-timer': 'd3-transition',
};

/** The flame graph and what it needs, as one script for a page without network. */
export function flameGraphScript(): string {
  const entry = fileURLToPath(import.meta.resolve('d3-flame-graph'));
  const flameGraph = join(dirname(entry), 'd3-flamegraph.umd.min.js');
  const scripts = ORDER.map((name) => readFileSync(bundleOf(name, entry), 'utf8'));
  return [...scripts, readFileSync(flameGraph, 'utf8')].join('\n;');
}

/** The script for browsers of a d3 library. */
function bundleOf(name: string, from: string): string {
  const owner = NEEDED_BY[name];
  const user = owner === undefined ? from : createRequire(from).resolve(owner);
  const module = createRequire(user).resolve(name);
  for (let folder = dirname(module); ; folder = dirname(folder)) {
    const path = join(folder, 'dist', `${name}.min.js`);
    try {
      readFileSync(path);
      return path;
    } catch (error) {
      if (folder === dirname(folder)) throw error;
    }
  }
}

/** The style of the report page: what all pages share, and its own. */
export function pageStyle(): string {
  return asset('page.css') + asset('profile/page.css');
}

/** The modules of the page, each after those that it imports. */
const MODULES = ['format', 'frames', 'flames', 'tables', 'tabs', 'page'];

/** The script of the report page. */
export function pageScript(): string {
  return pageModules(MODULES, (file) => asset(`profile/${file}`));
}

function asset(name: string): string {
  return readFileSync(new URL(`../../../assets/${name}`, import.meta.url), 'utf8');
}
