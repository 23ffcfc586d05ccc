import type { RunFlags } from '@marsdisk/config';
import { ENGINE_NAMES, engineSpec, executeRun, tuneThreads } from '@marsdisk/harness';
import { Option } from 'commander';
import { type CliCommand, EXIT } from '../command.ts';
import { type ConfigOptions, declareConfig, loadOptions } from '../configOptions.ts';
import { NO_BAR, startProgressBar } from '../progressBar.ts';
import { say, warn } from '../report.ts';
import { cacheSummary, runSummary } from '../runSummary.ts';
import { listenForSignals, signalExitCode } from '../signals.ts';

/** The options of `marsdisk run`. */
export interface RunOptions extends ConfigOptions {
  readonly engine: string;
  readonly cache?: string;
  readonly workers?: string;
  readonly stats?: boolean;
  readonly overwrite?: boolean;
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
  name: 'run',
  summary: 'run a simulation',
  description:
    'Writes to io.outdir of the configuration. A summary goes to standard output; warnings and, on a terminal, ' +
    'a progress bar to standard error.\n' +
    'Ctrl-C ends a run after its current step and keeps what it has; a second one ends it at once.\n' +
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
        new Option('--engine <name>', 'fast, or core: the plain one that fast is checked against')
          .choices(ENGINE_NAMES)
          .default('fast'),
      )
      .option(
        '--cache <list>',
        'optimisations of the fast engine: all (the default), off, names, names with a minus sign to leave them out, ' +
          'shadow to compute every hit again',
      )
      .option(
        '--workers <count>',
        'threads that advance the cells: a number, or auto for 80 % of the cores (default 1)',
      )
      .option('--stats', 'print what every cache did')
      .option('--overwrite', 'replace an earlier run in the output directory')
      .option('--quiet', 'print warnings and errors only')
      .option('--no-quiet', 'print the summary even if the configuration says quiet')
      .option('--progress', 'show the progress bar even when quiet (on a terminal)')
      .option(
        '--enforce-mass-budget',
        'fail at the end if the mass budget is off by more than 0.5 %',
      )
      .addOption(
        new Option('--sinks <mode>', 'replaces sinks.mode').choices(['none', 'sublimation']),
      )
      .addOption(
        new Option('--physics-mode <mode>', 'replaces physics_mode').choices([
          'default',
          'sublimation_only',
          'collisions_only',
        ]),
      )
      .option('--auto-tune', 'record how many threads suit this machine')
      .addOption(
        new Option('--auto-tune-profile <profile>', 'how much of the machine to take')
          .choices(['auto', 'light', 'balanced', 'throughput'])
          .default('auto'),
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
  let bar = NO_BAR;
  let isSilent = options.quiet === true;
  const news: string[] = [];
  const signals = listenForSignals((signal) => {
    bar.stop();
    say(`${signal}: writing what there is; the same signal again stops at once`);
  });
  try {
    const outcome = await executeRun({
      source,
      engine: engineSpec(options.engine, options.cache ?? null),
      ...(options.workers === undefined ? {} : { workers: options.workers }),
      flags: runFlags(options),
      overwrite: options.overwrite ?? false,
      enforceMassBudget: options.enforceMassBudget ?? false,
      autoTune:
        options.autoTune === true ? tuneThreads(options.autoTuneProfile, process.env) : null,
      interrupt: signals.interrupt,
      warn,
      inform: (message) => news.push(message),
      onStart(start) {
        isSilent = start.quiet === true;
        if (!isSilent) for (const message of news) say(message);
        if (!isSilent || start.progress) bar = startProgressBar(start);
      },
      onProgress: (now) => bar.update(now),
    });
    bar.stop();
    if (!isSilent) process.stdout.write(runSummary(outcome));
    if (options.stats === true) process.stdout.write(cacheSummary(outcome));
    return outcome.interruptedBy === null ? EXIT.success : signalExitCode(outcome.interruptedBy);
  } finally {
    bar.stop();
    signals.stop();
  }
}
