import { isMapping, type Mapping, sectionAt } from '../mapping.ts';
import { numberText } from '../numberText.ts';
import type { ConfigWarning } from '../problems.ts';
import { schema } from '../schema/schema.ts';
import { toNumber } from './convert.ts';
import { fill } from './fill.ts';

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Cuts blanks around the archive folder; a blank name is no folder. Runs before the rules that ask for one. */
export function normaliseArchiveDir(config: Mapping): void {
  const archive = sectionAt(config, 'io.archive');
  if (typeof archive?.['dir'] === 'string') archive['dir'] = archive['dir'].trim() || null;
}

/** Old spellings and units of a valid configuration become the stored ones, in place. */
export function normalise(config: Mapping, warn: (warning: ConfigWarning) => void): void {
  if (config['physics_mode'] === 'full') config['physics_mode'] = 'default';
  normaliseInclination(config['dynamics'] as Mapping, warn);
  normaliseCoefficientKeys(config['qstar'] as Mapping);
  const radiation = sectionAt(config, 'radiation');
  if (radiation?.['source'] === 'none') radiation['source'] = 'off';
  const driver = sectionAt(config, 'radiation.mars_temperature_driver');
  if (driver?.['enabled'] === true && driver['mode'] === 'hyodo' && driver['hyodo'] === null)
    driver['hyodo'] = hyodoDefaults();
  const io = config['io'] as Mapping;
  if (io['columnar_records'] !== null) {
    io['record_storage_mode'] = io['columnar_records'] ? 'columnar' : 'row';
    warn({
      kind: 'deprecated',
      path: 'io.columnar_records',
      message: 'io.columnar_records is an old name, use io.record_storage_mode',
    });
  }
}

function normaliseInclination(dynamics: Mapping, warn: (warning: ConfigWarning) => void): void {
  if (dynamics['i0_unit'] === 'deg') {
    dynamics['i0'] = (dynamics['i0'] as number) * RADIANS_PER_DEGREE;
    dynamics['i0_unit'] = 'rad';
  }
  const i0 = dynamics['i0'] as number;
  if (i0 > Math.PI / 2)
    warn({
      kind: 'suspicious',
      path: 'dynamics.i0',
      message: `dynamics.i0 = ${i0} rad is above π/2`,
    });
}

/** Keys of `coeff_table` in one spelling; of equal numbers the later wins. */
function normaliseCoefficientKeys(qstar: Mapping): void {
  const table = qstar['coeff_table'];
  if (!isMapping(table)) return;
  qstar['coeff_table'] = Object.fromEntries(
    Object.entries(table).map(([key, row]) => [numberText(toNumber(key) as number), row]),
  );
}

function hyodoDefaults(): unknown {
  const driver = schema.properties?.['radiation']?.properties?.['mars_temperature_driver'];
  return fill(driver?.properties?.['hyodo'] ?? {}, {}, '', {
    problems: [],
    warnings: [],
    given: new Set(),
  });
}

/** What a run accepts although it is probably not meant. */
export function suspicions(config: Mapping): ConfigWarning[] {
  const found: ConfigWarning[] = [];
  const { q_abs_mean } = config['phase'] as { q_abs_mean: number };
  if (q_abs_mean > 1)
    found.push({
      kind: 'suspicious',
      path: 'phase.q_abs_mean',
      message: `phase.q_abs_mean = ${q_abs_mean} is above 1`,
    });
  if (sectionAt(config, 'shielding')?.['mode'] === 'table')
    found.push({
      kind: 'deprecated',
      path: 'shielding.mode',
      message: 'shielding.mode "table" is an old name, use "psitau"',
    });
  const { t_end_years, t_end_orbits } = config['numerics'] as Record<string, number | null>;
  if (t_end_years !== null && t_end_orbits !== null)
    found.push({
      kind: 'suspicious',
      path: 'numerics.t_end_orbits',
      message: `numerics.t_end_orbits = ${t_end_orbits} wins over numerics.t_end_years = ${t_end_years}, give only one`,
    });
  return found;
}
