import type { RunFlags } from '@marsdisk/config';
import { ENGINE_NAMES, engineSpec } from '@marsdisk/harness/engines';
import { executeRun, tuneThreads } from '@marsdisk/harness/run';
import { choiceOption } from '../choiceOption.ts';
import { type CliCommand, EXIT } from '../command.ts';
import { type ConfigOptions, declareConfig, loadOptions } from '../configOptions.ts';
import { durationOption } from '../duration.ts';
import { followRun } from '../followRun.ts';
import { workersOption } from '../workersOption.ts';

/** The options of `marsdisk run`. */
export interface RunOptions extends ConfigOptions {
  readonly engine: string;
  readonly cache?: string;
  readonly workers?: string;
  readonly stats?: boolean;
  readonly overwrite?: boolean;
  readonly checkpointEvery?: number;
  readonly allowChanges?: boolean;
  readonly quiet?: boolean;
  readonly progress?: boolean;
  readonly enforceMassBudget?: boolean;
  readonly sinks?: NonNullable<RunFlags['sinks']>;
  readonly physicsMode?: NonNullable<RunFlags['physicsMode']>;
  readonly autoTune?: boolean;
  readonly autoTuneProfile: string;
}

/** `marsdisk run` */
export const runCommand: CliCommand = {
  description:
    'Writes to io.outdir of the configuration. A summary goes to standard output; warnings and, on a terminal, ' +
    'a progress bar to standard error.\n' +
    'Ctrl-C ends a run after its current step and keeps what it has; a second one ends it at once.\n' +
    'With checkpoints (--checkpoint-every, numerics.checkpoint) a run that was cut off can be gone on with: marsdisk resume.\n' +
    'Exit codes: 0 success, 1 error, 2 wrong command line, 130 interrupted, 143 terminated.',
  examples: [
    ['marsdisk run configs/small.yml', 'a run of seconds'],
    [
      'marsdisk run configs/base.yml --override numerics.t_end_years=0.001 numerics.dt_init=600',
      'the production run, cut short, with longer steps',
    ],
    [
      'marsdisk run configs/base.yml --override io.outdir=out/hot radiation.TM_K=6000',
      'a hotter Mars in a directory of its own',
    ],
  ],
  declare(command, action) {
    declareConfig(command)
      .addOption(
        choiceOption(
          '--engine <name>',
          'fast, or core: the plain one that fast is checked against',
          ENGINE_NAMES,
        ).default('fast'),
      )
      .option(
        '--cache <list>',
        'optimisations of the fast engine: all (the default), off, names, names with a minus sign to leave them out, ' +
          'shadow to compute every hit again',
      )
      .option(
        '--workers <count>',
        'threads that advance the cells: a number, or auto for 80 % of the cores (default auto, or what the ' +
          'variables of docs/config.md ask for); the results are the same',
        workersOption,
      )
      .option('--stats', 'print what every cache did')
      .option('--overwrite', 'replace an earlier run in the output directory')
      .option(
        '--checkpoint-every <duration>',
        'write checkpoints, after so much wall time: 60s, 5min, 1h (30s with numerics.checkpoint.enabled)',
        durationOption,
      )
      .option(
        '--allow-changes',
        'with numerics.resume.enabled: go on although configuration, tables, version or commit have changed',
      )
      .option('--quiet', 'print warnings and errors only')
      .option('--no-quiet', 'print the summary even if the configuration says quiet')
      .option('--progress', 'show the progress bar even when quiet (on a terminal)')
      .option(
        '--enforce-mass-budget',
        'fail at the end if the mass budget is off by more than 0.5 %',
      )
      .addOption(choiceOption('--sinks <mode>', 'replaces sinks.mode', ['none', 'sublimation']))
      .addOption(
        choiceOption('--physics-mode <mode>', 'replaces physics_mode', [
          'default',
          'sublimation_only',
          'collisions_only',
        ]),
      )
      .option('--auto-tune', 'record how many threads suit this machine')
      .addOption(
        choiceOption('--auto-tune-profile <profile>', 'how much of the machine to take', [
          'auto',
          'light',
          'balanced',
          'throughput',
        ]).default('auto'),
      );
    action<RunOptions>(run);
  },
};

/** The flags that change the configuration. */
export function runFlags({ quiet, progress, sinks, physicsMode }: RunOptions): RunFlags {
  return {
    ...(quiet === undefined ? {} : { quiet }),
    ...(progress === true ? { progress } : {}),
    ...(sinks === undefined ? {} : { sinks }),
    ...(physicsMode === undefined ? {} : { physicsMode }),
  };
}

async function run(options: RunOptions, args: readonly string[]): Promise<number> {
  const source = loadOptions(options, args);
  const exitCode = await followRun(options, (handlers) =>
    executeRun({
      ...handlers,
      source,
      engine: engineSpec(options.engine, options.cache ?? null),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      flags: runFlags(options),
      overwrite: options.overwrite ?? false,
      enforceMassBudget: options.enforceMassBudget ?? false,
      ...(options.checkpointEvery === undefined
        ? {}
        : { checkpointEvery: options.checkpointEvery }),
      allowChanges: options.allowChanges ?? false,
      autoTune:
        options.autoTune === true ? tuneThreads(options.autoTuneProfile, process.env) : null,
    }),
  );
  return exitCode ?? EXIT.success;
}
