import { YEAR } from '@marsdisk/core';
import { checkpointName, inspectRun, type RunInspection } from '@marsdisk/harness/checkpoint';
import { type CliCommand, EXIT } from '../command.ts';
import { countText, shortNumber } from '../quantities.ts';

const END_TEXTS: Readonly<Record<RunInspection['end'], string>> = {
  complete: 'complete',
  interrupted: 'interrupted by a signal',
  failed: 'failed (run_config.json has the error)',
  unfinished: 'not finished',
  unknown: 'of unknown end, because run_config.json is missing or damaged',
};

const KIND_TEXTS: Readonly<Record<RunInspection['files'][number]['kind'], string>> = {
  result: '',
  chunk: 'rows of one flush',
  growing: 'not complete; readable up to its last line',
  unfinished: 'left half written; of no use',
};

interface InspectCommandOptions {
  readonly json?: boolean;
  readonly verify?: boolean;
}

/** `marsdisk inspect` */
export const inspectCommand: CliCommand = {
  description:
    'Looks at the files, the lock and the checkpoints of a run, finished or cut off, and changes nothing.\n' +
    'Sizes are compared with those that the run recorded; --verify reads every file and compares its SHA-256, too.\n' +
    'Exit codes: 0 complete with nothing missing or damaged, still running, or can be gone on with; 1 otherwise; ' +
    '2 wrong command line.',
  examples: [
    ['marsdisk inspect out/base', 'after a crash'],
    ['marsdisk inspect out/base --verify', 'is every byte as it was written?'],
    ['marsdisk inspect out/base --json', 'for programs'],
  ],
  declare(command, action) {
    command
      .argument('<dir>', 'output directory of a run')
      .option('--verify', 'compare the content of every file with the hash that the run recorded')
      .option('--json', 'as JSON instead of text');
    action<InspectCommandOptions>(({ json, verify = false }, [directory = '']) => {
      const found = inspectRun(directory, { verify });
      process.stdout.write(
        json === true ? `${JSON.stringify(found, null, 2)}\n` : inspectionText(found, directory),
      );
      return found.isSound ? EXIT.success : EXIT.failure;
    });
  },
};

function inspectionText(found: RunInspection, shown: string): string {
  const gaps = new Map(found.gaps.map((gap) => [`series/${gap.file}`, gap]));
  const rows = found.files.map(({ path, byteLength, rows: count, kind, problem }) => [
    path,
    `${countText(byteLength)} bytes`,
    count === null ? '' : `${countText(count)} rows`,
    problem === null ? KIND_TEXTS[kind] : `DAMAGED: ${problem}`,
  ]);
  const checkpoints = found.checkpoints.map((checkpoint) => [
    checkpointName(checkpoint),
    `step ${countText(checkpoint.step)}`,
    checkpoint.time === null ? '' : `${shortNumber(checkpoint.time / YEAR, 4)} yr`,
    checkpoint.problem === null ? 'can be used' : `CANNOT BE USED: ${checkpoint.problem}`,
  ]);
  return [
    `Run in ${found.directory}: ${stateText(found)}.`,
    ...section('Files', rows),
    ...section('Missing', [
      ...found.missing.filter((path) => !gaps.has(path)).map((path) => [path]),
      ...Array.from(gaps, ([path, { firstStep, lastStep }]) => [
        `${path}: the rows of steps ${countText(firstStep)} to ${countText(lastStep)}`,
      ]),
    ]),
    ...section('Checkpoints', checkpoints),
    ...verificationText(found),
    adviceText(found, shown),
    '',
  ].join('\n');
}

function stateText({ end, lock }: RunInspection): string {
  if (lock.state === 'held')
    return lock.holder === null ? 'just being started' : `running (process ${lock.holder.pid})`;
  const gone = lock.holder === null ? '' : ` ${lock.holder.pid}`;
  return lock.state === 'stale' ? `${END_TEXTS[end]}; its process${gone} is gone` : END_TEXTS[end];
}

function verificationText({ verification, files }: RunInspection): string[] {
  if (verification === 'not asked for') return [];
  if (verification === 'done')
    return [
      files.every(({ problem }) => problem === null)
        ? 'Every file is as it was written.'
        : 'Some files are not as they were written.',
    ];
  return ['There are no hashes to compare the files with: only a run that has ended records them.'];
}

function adviceText(found: RunInspection, shown: string): string {
  const { end, lock, checkpoints, resumesFrom, isSound, verification } = found;
  if (lock.state === 'held') return 'It is still running.';
  if (end === 'complete' && verification === 'nothing to compare with')
    return 'The run is complete; whether its files are as they were written cannot be told.';
  if (end === 'complete')
    return isSound
      ? 'Nothing is left to do.'
      : 'The run is complete, but not all of it is as it was. To make it again: marsdisk run CONFIG --overwrite';
  if (resumesFrom !== null) {
    const { step, changes } = resumesFrom;
    const flag = changes.length === 0 ? '' : ' --allow-changes';
    return [
      `It can be gone on with from step ${countText(step)}: marsdisk resume ${shown}${flag}`,
      ...changes.map((change) => `Other software would go on than began: ${change}.`),
      'Rows after the last chunk are in the checkpoint or are computed again.',
    ].join('\n');
  }
  const why = checkpoints.length === 0 ? 'it has no checkpoint' : 'no checkpoint can be used';
  return `It cannot be gone on with: ${why}. To start it again: marsdisk run CONFIG --overwrite`;
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((text, i) => (i === 0 || i === 3 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  ')}`.trimEnd();
  return [`${title}:`, ...rows.map(line)];
}
