import type { ModuleTime } from '../samples/hotFunctions.ts';

/**
 * Colours of modules in flame graphs, all light enough for dark text: gold the physics, violet the caches, green the
 * records, teal the files. Blue and orange are kept for faster and slower.
 */
const COLORS: Readonly<Record<string, string>> = {
  collisions: '#edc75a',
  'size distribution': '#f3d98b',
  radiation: '#f7e6ae',
  sublimation: '#e3d29a',
  phase: '#efe3bf',
  sinks: '#dccb8e',
  supply: '#e8dcae',
  'Mars temperature': '#f5df9f',
  orbits: '#efe6c8',
  'time loop': '#f6edd3',
  engine: '#eae4cf',
  tables: '#e6dcb8',
  caches: '#cfc0ee',
  records: '#a5cc8f',
  encoding: '#a3d8d0',
  writing: '#6cbab0',
  'garbage collection': '#c3c3c3',
  'compiler and native code': '#b4b4b4',
  'worker threads': '#d2d2d2',
};

export const OTHER_COLOR = '#e3e1dc';

/** Colour of a module. */
export function moduleColor(name: string): string {
  return COLORS[name] ?? OTHER_COLOR;
}

/** Colours of the modules of a report. */
export function colorsOf(modules: readonly ModuleTime[]): Record<string, string> {
  return Object.fromEntries(modules.map(({ name }) => [name, moduleColor(name)]));
}
