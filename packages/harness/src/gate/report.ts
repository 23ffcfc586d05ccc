import type { RatioEstimate } from '../bench/ratio.ts';
import { bytes, duration } from '../profile/report/quantities.ts';
import { spreadOf } from '../profile/results/spread.ts';
import type { Contest } from './contest.ts';
import type { GateComparison, GateResult, GateSide } from './result.ts';

const TITLES = { pass: 'passes', fail: 'FAILS', undecided: 'cannot decide' } as const;
const MARKS = { pass: '✅', fail: '❌', undecided: '⚠️' } as const;

/** A quantity of a gate: base, candidate, and what their comparison says. */
interface Line {
  readonly name: string;
  readonly base: string;
  readonly candidate: string;
  readonly compared: string;
}

/** A result for the terminal; the reason comes last, where the eye is. */
export function gateText(result: GateResult): string {
  const lines = [
    ...(result.comparison === null ? [] : comparisonText(result.comparison)),
    ...result.parity.map(({ passes, summary }) => `${passes ? 'agrees ' : 'DIFFERS'}  ${summary}`),
    ...result.parity.flatMap(({ problems }) => problems.map((problem) => `         ${problem}`)),
    ...(result.contest === null ? [] : ['', ...contestLines(result.contest).map(textLine)]),
    ...result.notes.map((note) => `note: ${note}`),
    `${result.comparison === null ? '' : '\n'}The gate ${TITLES[result.outcome]}: ${result.reason}.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A result for the comment of a pull request. */
export function gateMarkdown(result: GateResult): string {
  const { outcome, reason, machine, comparison } = result;
  const workload =
    comparison === null
      ? ''
      : `Workload ${literal(comparison.profile)}: ${literal(comparison.workload)}. `;
  const held = comparison === null ? '' : `, ${duration(result.seconds)} in all`;
  const lines = [
    `### ${MARKS[outcome]} The gate ${TITLES[outcome]}`,
    '',
    `${literal(reason)}.`,
    '',
    ...(comparison === null ? [] : comparisonTable(comparison, result.contest)),
    ...result.parity.flatMap(({ passes, summary, problems }) => [
      `- ${passes ? '✅' : '❌'} ${literal(summary)}`,
      ...problems.map((problem) => `  - ${literal(problem)}`),
    ]),
    ...result.notes.map((note) => `- ${literal(note)}`),
    '',
    `<sub>${workload}${literal(machine.processor)}, ${machine.cores} cores, Node ${machine.node}${held}. Processor time of fresh processes in turns decides; docs/gate.md says how.</sub>`,
  ];
  return `${lines.join('\n')}\n`;
}

function comparisonText({ profile, workload, base, candidate }: GateComparison): string[] {
  return [
    `base       ${describeSide(base)}`,
    `candidate  ${describeSide(candidate)}`,
    `workload   ${profile}: ${workload}`,
    '',
  ];
}

function comparisonTable(
  { rule, base, candidate }: GateComparison,
  contest: Contest | null,
): string[] {
  const asked =
    rule.claim === null
      ? `no claim, at most ${percent(rule.allowedRegression)} slower`
      : `claim: ${percent(rule.claim)} less time`;
  return [
    '| | base | candidate | compared |',
    '|---|---|---|---|',
    `| code | ${literal(describeSide(base))} | ${literal(describeSide(candidate))} | ${asked} |`,
    ...(contest === null ? [] : contestLines(contest)).map(
      ({ name, base, candidate, compared }) => `| ${name} | ${base} | ${candidate} | ${compared} |`,
    ),
    '',
  ];
}

function contestLines({ speed, wall, memory, pairs }: Contest): Line[] {
  const base = pairs.map((pair) => pair.base);
  const candidate = pairs.map((pair) => pair.candidate);
  const time = (name: string, key: 'cpuSeconds' | 'seconds', ratio: RatioEstimate): Line => ({
    name,
    base: timeText(base.map((sample) => sample[key])),
    candidate: timeText(candidate.map((sample) => sample[key])),
    compared: ratioText(ratio),
  });
  const more = 1 / memory.ratio.ratio - 1;
  return [
    time('processor time a cell-step', 'cpuSeconds', speed.speedup),
    time('wall time a cell-step', 'seconds', wall),
    {
      name: 'resident memory',
      base: bytes(spreadOf(base.map((sample) => sample.residentPeak)).median),
      candidate: bytes(spreadOf(candidate.map((sample) => sample.residentPeak)).median),
      compared: `${more >= 0 ? '+' : '−'}${percent(Math.abs(more))}`,
    },
  ];
}

function timeText(values: readonly number[]): string {
  const { median, min, max } = spreadOf(values);
  return `${duration(median)} (${duration(min)} to ${duration(max)})`;
}

function textLine({ name, base, candidate, compared }: Line): string {
  return `${name.padEnd(27)} base ${base}, candidate ${candidate}: ${compared}`;
}

function ratioText({ ratio, low, high, pairs, confidence }: RatioEstimate): string {
  const interval =
    low === null || high === null
      ? 'no interval'
      : `${low.toFixed(3)} to ${high.toFixed(3)} at ${percent(confidence)}`;
  return `${ratio.toFixed(3)} × (${interval}, ${pairs} pairs)`;
}

function describeSide({ name, commit, engine, cache, changed }: GateSide): string {
  const flags = cache === null || cache === 'all' ? '' : `[${cache}]`;
  const files = changed.length > 0 ? ` with ${fileCount(changed.length)} changed` : '';
  return `${name} (${commit.slice(0, 12)}${files}), engine ${engine}${flags}`;
}

function fileCount(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

/** Text that GitHub shows as it is. */
function literal(text: string): string {
  return text.replaceAll(/[\\|<>*_`[\]]/g, (character) => `\\${character}`).replaceAll('\n', ' ');
}
