import { resumeRun } from '@marsdisk/harness/checkpoint';
import { type CliCommand, EXIT } from '../command.ts';
import { durationOption } from '../duration.ts';
import { followRun } from '../followRun.ts';
import { overrideOption } from '../overrideOption.ts';
import { say } from '../report.ts';
import { workersOption } from '../workersOption.ts';

interface ResumeOptions {
  readonly from?: string;
  readonly config?: string;
  readonly override?: readonly string[];
  readonly allowChanges?: boolean;
  readonly asStarted?: boolean;
  readonly workers?: string;
  readonly checkpointEvery?: number;
  readonly stats?: boolean;
  readonly quiet?: boolean;
}

/** `marsdisk resume` */
export const resumeCommand: CliCommand = {
  description:
    'Goes on from the last checkpoint with the engine, the configuration and the number of threads of the start. The ' +
    'files become those of a run that was never cut off, byte for byte.\n' +
    'marsdisk inspect DIR says what there is. Exit codes are those of marsdisk run.',
  examples: [
    ['marsdisk resume out/base', 'after a crash, a kill or Ctrl-C'],
    ['marsdisk resume out/base --workers 8', 'on more cores; the results are the same'],
    [
      'marsdisk resume out/base --override numerics.t_end_years=4 --allow-changes',
      'another end than planned',
    ],
  ],
  declare(command, action) {
    command
      .argument('<dir>', 'output directory of the run')
      .option('--from <file>', 'a certain checkpoint instead of the last one')
      .option('--config <path>', 'configuration file, if it is no longer where it was')
      .addOption(overrideOption('settings that replace those of the start'))
      .option(
        '--allow-changes',
        'go on although configuration, tables, version or commit have changed since the start',
      )
      .option(
        '--as-started',
        'go on with the configuration of the start although its file has changed',
      )
      .option(
        '--workers <count>',
        'threads: a number, or auto (default as at the start)',
        workersOption,
      )
      .option(
        '--checkpoint-every <duration>',
        'wall time between checkpoints: 60s, 5min, 1h (default as at the start)',
        durationOption,
      )
      .option('--stats', 'print what every cache did')
      .option('--quiet', 'print warnings and errors only');
    action<ResumeOptions>(resume);
  },
};

async function resume(options: ResumeOptions, [directory = '']: readonly string[]) {
  const { from, config, override, workers, checkpointEvery, quiet } = options;
  const exitCode = await followRun(options, (handlers) =>
    resumeRun({
      ...handlers,
      directory,
      ...(from === undefined ? {} : { from }),
      ...(config === undefined ? {} : { source: { path: config } }),
      ...(override === undefined ? {} : { overrides: override }),
      ...(workers === undefined ? {} : { workers }),
      ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
      ...(quiet === undefined ? {} : { flags: { quiet } }),
      allowChanges: options.allowChanges ?? false,
      asStarted: options.asStarted ?? false,
    }),
  );
  if (exitCode === null) say(`${directory}: the run is complete; there is nothing to go on with`);
  return exitCode ?? EXIT.success;
}
