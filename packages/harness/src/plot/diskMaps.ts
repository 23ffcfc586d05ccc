import { overlaps, readers, type Scan } from './scan.ts';
import { chooseEvenly } from './thin.ts';

/** The columns that maps show. */
export const MAP_COLUMNS = [
  'r_RM',
  'tau',
  'Sigma_surf',
  'phase_state',
  'phase_bulk_state',
  'cell_active',
] as const;

/** Values of chosen cells at chosen times, time by time. */
export interface DiskMaps {
  readonly cells: Int32Array;
  /** R_Mars. */
  readonly radius: Float64Array;
  readonly tau: Float64Array;
  /** kg m⁻² */
  readonly sigma: Float64Array;
  /** Index into `states`; 255 where there is none. */
  readonly state: Uint8Array;
  readonly states: readonly string[];
}

/**
 * Reads the maps of chosen steps.
 *
 * @param starts first row of every step, and the number of rows
 */
export async function diskMaps(
  scan: Scan<(typeof MAP_COLUMNS)[number]>,
  starts: Float64Array,
  chosen: Int32Array,
  cellCount: number,
  cellLimit: number,
): Promise<DiskMaps> {
  const cells = chooseEvenly(cellCount, cellLimit);
  const size = chosen.length * cells.length;
  const maps = {
    tau: new Float64Array(size).fill(Number.NaN),
    sigma: new Float64Array(size).fill(Number.NaN),
  };
  const radius = new Float64Array(cells.length).fill(Number.NaN);
  const names = new Array<string | undefined>(size).fill(undefined);
  const ranges = Array.from(chosen, (step) => [starts[step]!, starts[step + 1]!] as const);
  for await (const piece of scan(MAP_COLUMNS, overlaps(ranges))) {
    const { numbers, flags, texts } = readers<(typeof MAP_COLUMNS)[number]>(piece);
    const radii = numbers('r_RM');
    const [tau, sigma] = [numbers('tau'), numbers('Sigma_surf')];
    const isActive = flags('cell_active');
    const [phase, bulk] = [texts('phase_state'), texts('phase_bulk_state')];
    chosen.forEach((step, t) => {
      if (starts[step + 1]! <= piece.rowStart) return;
      cells.forEach((cell, c) => {
        const inTable = starts[step]! + cell;
        const row = inTable - piece.rowStart;
        if (inTable >= starts[step + 1]! || row < 0 || row >= piece.rowCount) return;
        const to = t * cells.length + c;
        maps.tau[to] = tau[row]!;
        maps.sigma[to] = sigma[row]!;
        names[to] = isActive[row] === 0 ? 'stopped' : stateName(phase[row], bulk[row]);
        if (t === 0) radius[c] = radii[row]!;
      });
    });
  }
  const found = new Set(names);
  const states = [...STATE_ORDER, ...found].filter(
    (name, i, all): name is string =>
      name !== undefined && found.has(name) && all.indexOf(name) === i,
  );
  return {
    cells,
    radius,
    ...maps,
    state: Uint8Array.from(names, (name) => (name === undefined ? 255 : states.indexOf(name))),
    states,
  };
}

const BULK_WORDS: Readonly<Record<string, string>> = {
  solid_dominated: '',
  mixed: ', bulk partly molten',
  liquid_dominated: ', bulk molten',
};

/** Order of the states in every legend: from cold to hot, then those that do not change any more. */
const STATE_ORDER = [
  ...['solid', 'vapour'].flatMap((grains) =>
    Object.values(BULK_WORDS).map((bulk) => `${grains}${bulk}`),
  ),
  'stopped',
];

/** The state of the grains and, where it differs, of the bulk: `solid`, `vapour, bulk molten`. */
function stateName(phase: string | null | undefined, bulk: string | null | undefined): string {
  const grains = phase === 'vapor' ? 'vapour' : (phase ?? 'unknown');
  return `${grains}${bulk == null ? '' : (BULK_WORDS[bulk] ?? `, bulk ${bulk}`)}`;
}
