import { YEAR } from '@marsdisk/core';
import { checkpointName, inspectRun, type RunInspection } from '@marsdisk/harness';
import { type CliCommand, EXIT } from '../command.ts';
import { countText, shortNumber } from '../quantities.ts';

const END_TEXTS: Readonly<Record<RunInspection['end'], string>> = {
  complete: 'complete',
  interrupted: 'interrupted by a signal',
  failed: 'failed (run_config.json has the error)',
  unfinished: 'not finished',
};

const KIND_TEXTS: Readonly<Record<RunInspection['files'][number]['kind'], string>> = {
  result: '',
  chunk: 'rows of one flush',
  growing: 'grows during the run; readable up to its last line',
  unfinished: 'left half written; of no use',
};

/** `marsdisk inspect` */
export const inspectCommand: CliCommand = {
  name: 'inspect',
  summary: 'say what there is of a run and whether it can be gone on with',
  description:
    'Looks at the files, the lock and the checkpoints of a run, finished or cut off, and changes nothing.',
  examples: [
    ['marsdisk inspect out/base', 'after a crash'],
    ['marsdisk inspect out/base --json', 'for programs'],
  ],
  declare(command, action) {
    command
      .argument('<dir>', 'output directory of a run')
      .option('--json', 'as JSON instead of text');
    action<{ readonly json?: boolean }>(({ json }, [directory = '']) => {
      const found = inspectRun(directory);
      process.stdout.write(
        json === true ? `${JSON.stringify(found, null, 2)}\n` : inspectionText(found, directory),
      );
      return EXIT.success;
    });
  },
};

function inspectionText(found: RunInspection, shown: string): string {
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
    ...section(
      'Missing',
      found.missing.map((path) => [path]),
    ),
    ...section('Checkpoints', checkpoints),
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

function adviceText({ end, lock, checkpoints, resumesFrom }: RunInspection, shown: string): string {
  if (lock.state === 'held') return 'It is still running.';
  if (end === 'complete') return 'Nothing is left to do.';
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
