import { bytes, digits, duration } from '../profile/report/quantities.ts';
import { type TextColumn, textTable } from '../profile/report/textTable.ts';
import { modelText } from './modelText.ts';
import type { BenchResult, BenchRow, Clock } from './result.ts';

const columns = (clock: Clock): readonly TextColumn[] => [
  { title: 'measured', align: 'left' },
  { title: 'cells × bins', align: 'right' },
  { title: `a cell-step (${clock})`, align: 'right' },
  { title: 'from', align: 'right' },
  { title: 'to', align: 'right' },
  { title: clock === 'wall' ? 'processor' : 'wall', align: 'right' },
  { title: 'times as fast', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'resident', align: 'right' },
];

/** A result for the terminal. */
export function benchText(result: BenchResult): string {
  const { name, about, config, rounds, seconds, machine, commit, isModified } = result;
  const change = isModified === true ? ' with changes' : '';
  const parts = [
    `${name}: ${about}\n${config}, ${rounds} rounds, one process per side, median (from, to: least and largest)\n`,
    textTable(
      columns(result.clock),
      result.rows.map((row) => cellsOf(row, result.clock)),
      0,
    ),
    ...(result.model === null ? [] : [modelText(result.model)]),
    result.statements
      .map(({ goal, measured, isMet }) => `${mark(isMet)}  ${goal}: ${measured}\n`)
      .join(''),
    ...(result.notes.length > 0 ? [result.notes.map((note) => `note: ${note}\n`).join('')] : []),
    `${machine.processor}, ${machine.cores} cores, load ${machine.load.toFixed(2)} at the start, Node ${machine.node}, commit ${commit?.slice(0, 12) ?? 'unknown'}${change}, ${duration(seconds)}\n`,
  ];
  return parts.join('\n');
}

function cellsOf(row: BenchRow, clock: Clock): string[] {
  const { label, cells, bins, wall, processor, speedup, residentPeak } = row;
  const [time, other] = clock === 'wall' ? [wall, processor] : [processor, wall];
  const hasInterval = speedup !== null && speedup.low !== null && speedup.high !== null;
  return [
    label,
    `${cells} × ${bins}`,
    duration(time.median),
    duration(time.min),
    duration(time.max),
    duration(other.median),
    speedup === null ? '' : digits(speedup.ratio),
    hasInterval ? `${digits(speedup.low!)} to ${digits(speedup.high!)}` : '',
    bytes(residentPeak),
  ];
}

function mark(isMet: boolean | null): string {
  if (isMet === null) return 'open';
  return isMet ? 'yes ' : 'NO  ';
}
