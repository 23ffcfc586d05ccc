import { describe, expect, it } from 'vitest';
import { readGolden, withNumbers } from '../../../tests/support/golden.ts';
import { parseConfig } from '../src/index.ts';
import { toBoolean, toInteger, toNumber } from '../src/resolve/convert.ts';
import { problemPaths, valueAt, withValue } from './support.ts';

const { cases, parents } = readGolden('config', 'functions', 'field_checks.json');
const minimal = withNumbers(readGolden('config', 'ok-minimal-1d.json').input);

/** Deviation "finite numbers only": a value that holds NaN or an infinity anywhere is refused. */
function isFiniteThroughout(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(
    ([key, inner]) => isFiniteThroughout(inner) && key !== 'nan' && key !== 'inf',
  );
}

/** Deviation "ordering rules": a value is compared with the default of its partner, which is then the broken field. */
const AGAINST_DEFAULTS: Readonly<
  Record<string, { partner: string; isBroken: (value: number) => boolean }>
> = {
  'initial.melt_psd.s_min_solid': {
    partner: 'initial.melt_psd.s_max_solid',
    isBroken: (value) => value >= 3,
  },
  'supply.feedback.min_scale': {
    partner: 'supply.feedback.max_scale',
    isBroken: (value) => value > 10,
  },
  'phase.thresholds.T_condense_K': {
    partner: 'phase.thresholds.T_vaporize_K',
    isBroken: (value) => value >= 2000,
  },
};

/** Old names whose value is also checked under the new one. */
const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  'inner_disk_mass.M_over_Mmars': ['inner_disk_mass.M_in_ratio'],
  'supply.injection.deep_reservoir_tmix_orbits': ['supply.transport.t_mix_orbits'],
};

const byPath = Map.groupBy(cases, (one: { in: { path: string } }) => one.in.path);

describe('one field alone', () => {
  for (const [path, group] of byPath)
    it(`${path} accepts and refuses what the reference does`, () => {
      let base = minimal;
      for (const [parent, value] of Object.entries(parents))
        if (path.startsWith(`${parent}.`)) base = withValue(base, parent, value);

      for (const { in: given, out } of group as typeof cases) {
        // In JSON a text NaN and the number NaN look alike; the outcome must fit one of them.
        const variants = [withNumbers(given.value), given.value];
        const outcomes = variants.map((value) => {
          const document = withValue(base, path, value);
          const broken = problemPaths(() => parseConfig(document));
          return broken.length > 0
            ? { broken }
            : { value: valueAt(parseConfig(document).config, path) };
        });
        const title = `${path} = ${JSON.stringify(given.value)}`;
        const against = AGAINST_DEFAULTS[path];
        const expected: object[] = [
          out.valid && against?.isBroken(out.value)
            ? { broken: [against.partner] }
            : out.valid
              ? { value: out.value }
              : { broken: [...out.error_paths].sort() },
        ];
        if (!isFiniteThroughout(variants[0]) || !isFiniteThroughout(withNumbers(out.value))) {
          if (out.valid) expected.length = 0;
          expected.push({ broken: [path, ...(STANDS_FOR[path] ?? [])].sort() });
        }
        expect(expected, title).toContainEqual(
          outcomes.find((outcome) => 'value' in outcome && out.valid) ?? outcomes[0],
        );
      }
    });
});

describe('the lax conversion', () => {
  const convert = { float: toNumber, int: toInteger, bool: toBoolean };
  const allowed = {
    float: (value: unknown) => typeof value === 'number',
    int: (value: unknown) => Number.isSafeInteger(value),
    bool: (value: unknown) => typeof value === 'boolean',
  };
  for (const { in: given, out } of readGolden('config', 'functions', 'scalar_coercion.json')
    .cases) {
    const type = given.type as keyof typeof convert;
    const value = given.value_is === 'float' ? withNumbers(given.value) : given.value;
    const outcome = out.kind ? 'nothing' : JSON.stringify(out.value);
    it(`makes ${outcome} of the ${given.value_is} ${JSON.stringify(given.value)} for a ${type}`, () => {
      const converted = convert[type](value);
      expect(allowed[type](converted)).toBe(out.kind === undefined);
      if (!out.kind) expect(converted).toEqual(withNumbers(out.value));
    });
  }
});
