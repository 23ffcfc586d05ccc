import type { CostModel } from './costModel.ts';
import type { BenchRow, BenchStatement, Clock } from './result.ts';
import { NO_RECORDS, type SideRecording } from './sideRequest.ts';

/** A side of a group: what differs from the others. */
export interface BenchSide {
  readonly label: string;
  readonly engine: 'core' | 'fast';
  /** As given to `--cache`. */
  readonly cache: string | null;
  readonly overrides: readonly string[];
  /** Null: as the configuration says. */
  readonly recording: SideRecording | null;
  readonly workers: number;
}

/** Sides that take turns; the first is the one that the others are compared with. */
export interface BenchGroup {
  readonly name: string;
  readonly sides: readonly BenchSide[];
}

/** Something that `marsdisk bench` measures. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  readonly groups: readonly BenchGroup[];
  readonly clock: Clock;
  /** Rounds unless asked otherwise. */
  readonly rounds: number;
  /** Duration of a pass, s. */
  readonly passSeconds: number;
  /** What the rows say about the goals. */
  readonly judge: (rows: readonly BenchRow[]) => readonly BenchStatement[];
  /** What the rows say about the costs of runs of any size. */
  readonly model?: (rows: readonly BenchRow[]) => CostModel;
}

/** The fast engine with all flags, no rows, one thread; or what is said instead. */
export function fastSide(label: string, changes: Partial<BenchSide> = {}): BenchSide {
  return {
    label,
    engine: 'fast',
    cache: 'all',
    overrides: [],
    recording: NO_RECORDS,
    workers: 1,
    ...changes,
  };
}

/** The row of a label; the first one where groups share it. */
export function rowOf(rows: readonly BenchRow[], label: string, group?: string): BenchRow {
  const row = rows.find(
    (one) => one.label === label && (group === undefined || one.group === group),
  );
  if (row === undefined) throw new RangeError(`no row "${label}" was measured`);
  return row;
}
