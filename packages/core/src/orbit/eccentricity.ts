import { MARS_RADIUS } from '../constants.ts';
import { ConfigurationError, TableLoadError } from '../errors.ts';
import type { TableColumns } from '../tables/columns.ts';
import {
  badEntry,
  finiteColumn,
  interpolateLinear,
  positiveColumn,
  rowsInOrder,
} from '../tables/tabulated.ts';

/** The section `dynamics.e_profile`. */
export interface EccentricityProfileSettings {
  readonly mode: 'off' | 'table' | 'mars_pericenter';
  readonly table_path: string | null;
  /** Column of the table: radius in Mars radii or in metres. */
  readonly r_kind: 'r_RM' | 'r_m';
  readonly clip_min: number;
  readonly clip_max: number;
}

/** Eccentricities of the cells. */
export interface EccentricityProfile {
  /** One value a radius; null if the configured e0 is to be used everywhere. */
  readonly eccentricities: Float64Array | null;
  readonly formula: string | null;
  /** Sentences for the log. */
  readonly warnings: readonly string[];
}

const PERICENTER_FORMULA = 'e = 1 - R_MARS / r';

/**
 * Eccentricity at each radius from `dynamics.e_profile`. Mode `mars_pericenter` is e = 1 − R_M/r, an orbit whose
 * pericentre touches the planet (0 inside the planet); mode `table` interpolates linearly and holds the ends. Both
 * are clipped to [`clip_min`, `clip_max`].
 *
 * @param settings the section, null if absent
 * @param table content of `table_path`; needed by mode `table` alone
 * @param radii orbital radii, m; each finite and > 0
 * @throws ConfigurationError for an unknown mode, a missing table or a bad radius
 * @throws TableLoadError if the table makes no sense
 */
export function eccentricityProfile(
  settings: EccentricityProfileSettings | null,
  table: TableColumns | null,
  radii: Float64Array,
): EccentricityProfile {
  if (settings === null) return { eccentricities: null, formula: null, warnings: [] };
  if (settings.mode === 'off')
    return {
      eccentricities: null,
      formula: null,
      warnings: ['dynamics.e_profile.mode "off" is deprecated; dynamics.e0 is used in every cell'],
    };
  if (settings.mode !== 'mars_pericenter' && settings.mode !== 'table')
    throw new ConfigurationError(
      `dynamics.e_profile.mode is "${settings.mode}", but must be off, table or mars_pericenter`,
    );
  const bad = radii.find((r) => !(r > 0 && Number.isFinite(r)));
  if (bad !== undefined)
    throw new ConfigurationError(`a cell radius is ${bad} m, but must be finite and > 0`);
  const isTable = settings.mode === 'table';
  const raw = isTable ? fromTable(settings, table, radii) : fromPericenter(radii);
  const { clip_min: least, clip_max: most } = settings;
  return {
    eccentricities: raw.map((e) => Math.min(Math.max(e, least), most)),
    formula: isTable ? null : PERICENTER_FORMULA,
    warnings: isTable ? ['dynamics.e_profile.mode "table" is deprecated'] : insidePlanet(radii),
  };
}

function fromPericenter(radii: Float64Array): Float64Array {
  return radii.map((r) => (r <= MARS_RADIUS ? 0 : 1 - MARS_RADIUS / r));
}

function insidePlanet(radii: Float64Array): string[] {
  const count = radii.filter((r) => r <= MARS_RADIUS).length;
  return count === 0
    ? []
    : [`dynamics.e_profile: ${count} cells lie at or inside the radius of Mars; their e is 0`];
}

function fromTable(
  settings: EccentricityProfileSettings,
  table: TableColumns | null,
  radii: Float64Array,
): Float64Array {
  if (table === null)
    throw new ConfigurationError(
      'dynamics.e_profile.mode is "table", which needs dynamics.e_profile.table_path',
    );
  const kind = settings.r_kind;
  const r = positiveColumn(table, kind);
  const e = finiteColumn(table, 'e');
  const order = rowsInOrder(r);
  if (order.length === 0) throw new TableLoadError(`${table.source}: the table has no rows`);
  const nodes = Float64Array.from(order, (row) => r[row]);
  const twin = nodes.findIndex((node, k) => k > 0 && node === nodes[k - 1]);
  if (twin > 0) throw badEntry(table, kind, order[twin], 'given only once');
  const values = Float64Array.from(order, (row) => e[row]);
  const unit = kind === 'r_RM' ? MARS_RADIUS : 1;
  return radii.map((radius) => interpolateLinear(radius / unit, nodes, values));
}
