import type { ColumnSpec } from './column.ts';

function field(name: string, unit: string, definition: string, nulls = 'never'): ColumnSpec {
  return { name, type: 'double', unit, definition, nulls, comparison: { kind: 'relative' } };
}

/** Fields of the `phase_payload` object of the diagnostics: what the phase evaluator was given. */
export const PHASE_PAYLOAD_FIELDS: readonly ColumnSpec[] = [
  field('temperature_K', 'K', 'temperature that the evaluator sees'),
  field('pressure_Pa', 'Pa', 'ambient pressure', 'always in 1D'),
  field('pressure_bar', 'bar', 'ambient pressure', 'always in 1D'),
  field('tau_clamped', '1', 'optical depth, at least 0'),
  field('radius_m', 'm', 'cell radius'),
  field('time_s', 's', 'start of the step'),
  field('temperature_initial_K', 'K', 'temperature of Mars at the start of the run'),
  {
    name: 'phase_thresholds',
    type: 'struct',
    unit: '-',
    definition: 'thresholds in force',
    nulls: 'the phase is not decided by thresholds',
    comparison: { kind: 'relative' },
    fields: [
      field('T_condense_K', 'K', 'below this all is solid'),
      field('T_vaporize_K', 'K', 'above this all is vapour; at least T_condense_K + 1'),
      field('P_ref_bar', 'bar', 'pressure scale'),
      field('tau_ref', '1', 'optical depth scale'),
    ],
  },
];
