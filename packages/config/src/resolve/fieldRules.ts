import type { Mapping } from '../mapping.ts';
import { shown } from '../problems.ts';

/** A rule of one field that a schema cannot say; null when it holds. `section` is filled in and valid at `needs`. */
export interface FieldRule {
  readonly section: string;
  readonly field: string;
  /** Further fields of the section that the rule reads; it is skipped when one of them is in error. */
  readonly needs: readonly string[];
  readonly check: (section: Mapping, path: string) => string | null;
}

function ordered(section: string, lower: string, upper: string, isStrict: boolean): FieldRule {
  const relation = isStrict ? '>' : '≥';
  return {
    section,
    field: upper,
    needs: [lower],
    check(values, path) {
      const low = values[lower] as number;
      const high = values[upper] as number;
      if (isStrict ? high > low : high >= low) return null;
      return `${path} = ${high}: must be ${relation} ${section}.${lower} = ${low}`;
    },
  };
}

/** Rules between fields of a section that are reported at one of the fields. Checked after defaults are filled in. */
export const FIELD_RULES: readonly FieldRule[] = [
  ordered('initial.melt_psd', 's_min_solid', 's_max_solid', true),
  ordered('supply.feedback', 'min_scale', 'max_scale', false),
  ordered('phase.thresholds', 'T_condense_K', 'T_vaporize_K', true),
  {
    section: 'phase',
    field: 'entrypoint',
    needs: [],
    check(phase, path) {
      const text = phase['entrypoint'] as string;
      const colon = text.indexOf(':');
      if (colon > 0 && colon < text.length - 1) return null;
      return `${path} = ${shown(text)}: must be "module:function"`;
    },
  },
  {
    section: 'io.streaming.offload',
    field: 'dir',
    needs: [],
    check(offload, path) {
      const dir = offload['dir'] as string | null;
      if (dir === null || dir.startsWith('/')) return null;
      return `${path} = ${shown(dir)}: must be an absolute folder name or null`;
    },
  },
];
