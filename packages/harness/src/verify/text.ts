import { matrixText } from '../proof/index.ts';
import type { VerifyReport } from './verify.ts';
import type { Verdict } from './verifyRun.ts';

const HEADER = ['scenario', 'compared', 'worst column', 'row', 'relative', 'absolute', 'verdict'];

/**
 * A verification as text for a terminal: one line a scenario and golden run, or one a comparison, and the first failure in
 * full.
 *
 * @param isComplete whether every comparison gets a line of its own
 */
export function reportText(report: VerifyReport, isComplete: boolean): string {
  const { verdicts, firstFailure, seconds, ablation } = report;
  // The matrix says what became of each.
  const listed = verdicts.filter(({ check, passes }) => check !== 'ablation' || !passes);
  const shown = isComplete ? listed.map((verdict) => [verdict]) : groups(listed);
  const lines = shown.length === 0 ? [] : [...table([HEADER, ...shown.map(line)]), ''];
  if (ablation !== null) lines.push(matrixText(ablation.rows, ablation.commands), '');
  const failed = verdicts.filter(({ passes }) => !passes).length;
  const values = verdicts.reduce((sum, verdict) => sum + verdict.values, 0);
  const what = values === 0 ? '' : ` of ${values.toLocaleString('en')} values`;
  const counts = `${verdicts.length} ${verdicts.length === 1 ? 'comparison' : 'comparisons'}${what} in ${seconds.toFixed(1)} s`;
  lines.push(failed === 0 ? `All agree: ${counts}.` : `${failed} FAIL: ${counts}.`);
  if (firstFailure !== null) lines.push('', ...failureText(firstFailure));
  return `${lines.join('\n')}\n`;
}

/** What is wrong in a verdict that fails, and where. */
function failureText({ check, scenario, variant, problems }: Verdict): string[] {
  return [
    `First failure: ${check}, ${scenario}, ${variant}`,
    ...problems.map((problem) => `  ${problem}`),
  ];
}

/** The golden verdicts of a run, or all others of a scenario, together; those that fail each alone. */
function groups(verdicts: readonly Verdict[]): Verdict[][] {
  const found = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const kind = verdict.check === 'golden' ? 'golden' : 'scenario';
    const failing = verdict.passes ? '' : ` ${verdict.check} ${verdict.variant}`;
    const key = `${kind} ${verdict.scenario}${failing}`;
    const group = found.get(key);
    if (group === undefined) found.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...found.values()];
}

function line(group: readonly Verdict[]): string[] {
  const worst = group.reduce((a, b) => (relativeOf(b) > relativeOf(a) ? b : a));
  const { scenario, passes, worst: deviation } = worst;
  const verdict = passes ? (group.every((v) => v.isIdentical) ? 'identical' : 'agrees') : 'FAILS';
  const compared = shorten(group.length === 1 ? nameOf(worst) : severalNames(group, nameOf(worst)));
  if (deviation === null) return [scenario, compared, '', '', '', '', verdict];
  const { column, row, relative, absolute } = deviation;
  return [scenario, compared, column, String(row), digits(relative), digits(absolute), verdict];
}

function nameOf({ check, variant }: Verdict): string {
  return check === variant ? check : `${check}: ${variant}`;
}

function severalNames(group: readonly Verdict[], worst: string): string {
  return group.every((verdict) => verdict.isIdentical)
    ? `${group.length}`
    : `${group.length}, worst ${worst}`;
}

const LONGEST_NAME = 36;

function shorten(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}

function digits(value: number): string {
  return Number.isNaN(value) ? '' : value.toExponential(1);
}

function relativeOf({ worst, passes }: Verdict): number {
  if (!passes) return Number.POSITIVE_INFINITY;
  return worst?.relative ?? 0;
}

/** Lines of a table with columns of equal width, the first row underlined. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [header = '', ...lines] = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return [header, '-'.repeat(header.length), ...lines];
}
