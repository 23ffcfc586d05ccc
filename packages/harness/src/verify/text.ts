import type { VerifyReport } from './verify.ts';
import type { Verdict } from './verifyRun.ts';

const HEADER = ['scenario', 'compared', 'worst column', 'row', 'relative', 'absolute', 'verdict'];

/**
 * A verification as text for a terminal: one line a scenario and kind of comparison, or one a variant, and the first
 * failure in full.
 *
 * @param isComplete whether every variant gets a line of its own
 */
export function reportText(report: VerifyReport, isComplete: boolean): string {
  const { verdicts, firstFailure, seconds } = report;
  const shown = isComplete ? verdicts.map((verdict) => [verdict]) : groups(verdicts);
  const lines = table([HEADER, ...shown.map(line)]);
  const failed = verdicts.filter(({ passes }) => !passes).length;
  const values = verdicts.reduce((sum, verdict) => sum + verdict.values, 0);
  const counts = `${verdicts.length} comparisons of ${values.toLocaleString('en')} values in ${seconds.toFixed(1)} s`;
  lines.push('', failed === 0 ? `All agree: ${counts}.` : `${failed} FAIL: ${counts}.`);
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

/** Verdicts of the same scenario and check, those that fail in groups of their own. */
function groups(verdicts: readonly Verdict[]): Verdict[][] {
  const found = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const key = `${verdict.check} ${verdict.scenario}${verdict.passes ? '' : ` ${verdict.variant}`}`;
    const group = found.get(key);
    if (group === undefined) found.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...found.values()];
}

function line(group: readonly Verdict[]): string[] {
  const worst = group.reduce((a, b) => (relativeOf(b) > relativeOf(a) ? b : a));
  const { check, scenario, variant, passes, worst: deviation } = worst;
  const compared =
    group.length === 1
      ? check === variant
        ? check
        : `${check}: ${variant}`
      : `${check} (${group.length})`;
  const verdict = passes ? (group.every((v) => v.isIdentical) ? 'identical' : 'agrees') : 'FAILS';
  if (deviation === null) return [scenario, compared, '', '', '', '', verdict];
  const { column, row, relative, absolute } = deviation;
  return [
    scenario,
    compared,
    column,
    String(row),
    relative.toExponential(1),
    absolute.toExponential(1),
    verdict,
  ];
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
