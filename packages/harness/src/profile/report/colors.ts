import type { ModuleTime } from '../samples/hotFunctions.ts';

/** Colours of modules in flame graphs; all light enough for dark text. */
const COLORS: Readonly<Record<string, string>> = {
  collisions: '#f4a582',
  'size distribution': '#f7c59f',
  radiation: '#f9d77e',
  sublimation: '#f2b5b5',
  phase: '#eec9d2',
  sinks: '#e6b8a2',
  supply: '#e9d8a6',
  'Mars temperature': '#ffcf9c',
  orbits: '#f3e1b6',
  'time loop': '#fde2c8',
  engine: '#f5e6cc',
  tables: '#f3e1b6',
  caches: '#d9b8e8',
  records: '#b5dba5',
  encoding: '#9fc9e8',
  writing: '#7fb2dd',
  'garbage collection': '#c9c9c9',
  'compiler and native code': '#bdbdbd',
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
