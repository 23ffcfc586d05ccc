import { commitText } from './report/facts.ts';
import { parityAlarms } from './report/parity.ts';
import { compareEngines } from './results/compare.ts';
import type { Comparison, EngineResult, ProfileResult } from './results/result.ts';

/** Two stored results laid side by side. */
export interface ResultComparison {
  readonly comparisons: readonly Comparison[];
  /** Base and candidate of each comparison. */
  readonly pairs: readonly (readonly [base: EngineResult, candidate: EngineResult])[];
  /** What makes the numbers doubtful. */
  readonly notes: readonly string[];
}

/**
 * Compares two stored results: engines of the same label, or the first of each when no label is in both.
 *
 * @param names how the two are called in the comparison
 */
export function compareResults(
  base: ProfileResult,
  candidate: ProfileResult,
  names: readonly [base: string, candidate: string],
): ResultComparison {
  const shared = base.engines.flatMap((left): (readonly [EngineResult, EngineResult])[] => {
    const right = candidate.engines.find(({ label }) => label === left.label);
    return right === undefined ? [] : [[left, right]];
  });
  const pairs = shared.length > 0 ? shared : ([[base.engines[0]!, candidate.engines[0]!]] as const);
  const named = pairs.map(
    ([left, right]) =>
      [
        { ...left, label: `${names[0]} ${left.label}` },
        { ...right, label: `${names[1]} ${right.label}` },
      ] as const,
  );
  const compared = new Set(pairs.flat());
  return {
    pairs: named,
    comparisons: named.map(([left, right]) => compareEngines(left, right)),
    notes: [
      ...differences(base, candidate),
      ...notesOf(base, names[0], compared),
      ...notesOf(candidate, names[1], compared),
    ],
  };
}

/** A comparison as a result, for the reports of a result: all pairs, and nothing that belongs to one of the two alone. */
export function comparedResult(
  { pairs, comparisons, notes }: ResultComparison,
  candidate: ProfileResult,
): ProfileResult {
  return {
    ...candidate,
    engines: pairs.flat(),
    comparisons,
    notes,
    parity: null,
    waterfall: null,
    workerCurves: [],
  };
}

/** What makes one of the two doubtful, or incomplete in the comparison. */
function notesOf(
  result: ProfileResult,
  name: string,
  compared: ReadonlySet<EngineResult>,
): string[] {
  const alone = result.engines.filter((engine) => !compared.has(engine));
  const labels = alone.map(({ label }) => label).join(', ');
  return [
    ...(alone.length > 0 ? [`only ${name} has ${labels}, which is left out`] : []),
    ...(result.isModified === true
      ? [`${name} was measured with changes that are in no commit`]
      : []),
    ...[...result.notes, ...parityAlarms(result)].map((note) => `${name}: ${note}`),
  ];
}

function differences(base: ProfileResult, candidate: ProfileResult): string[] {
  const notes = [
    'the two were not measured alternately: a change of the machine between them counts as a change of the code',
  ];
  const compare = (what: string, read: (result: ProfileResult) => string) => {
    if (read(base) !== read(candidate))
      notes.push(`${what} differs: ${read(base)} and ${read(candidate)}`);
  };
  compare('the profile', ({ name }) => name);
  compare('the configuration', ({ profile }) => [profile.config, ...profile.overrides].join(' '));
  compare('the processor', ({ machine }) => machine.processor);
  compare('Node', ({ machine }) => machine.node);
  compare('the list of flags', ({ machine }) => machine.nodeFlags.join(' '));
  if (base.commit !== null && commitText(base) === commitText(candidate) && !base.isModified)
    notes.push(
      `both were measured at commit ${commitText(base)}: only chance or the machine can tell them apart`,
    );
  return notes;
}
