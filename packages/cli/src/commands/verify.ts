import { suggestion } from '@marsdisk/config';
import { MOST_WORKERS } from '@marsdisk/fast';
import { DRIFT_CELLS, DRIFT_STEPS } from '@marsdisk/harness/drift';
import { engineSpec } from '@marsdisk/harness/engines';
import {
  DEFAULT_SEED,
  listScenarios,
  reportText,
  selectVerification,
  type VerifyProgress,
  type VerifyReport,
  type VerifySelection,
  verify,
  verifyAgainst,
} from '@marsdisk/harness/verify';
import { InvalidArgumentError } from 'commander';
import { type CliCommand, EXIT, UsageError } from '../command.ts';
import { type DriftOptions, refuseMixture, runDrift } from '../drift.ts';
import { overrideOption } from '../overrideOption.ts';
import { createBar } from '../progressBar.ts';
import { requireWritable, writeJsonReport } from '../reportFiles.ts';

/** Commands of the invalidation proof with `--deep`. */
const DEEP_COMMANDS = 1_000_000;
/** Of anything that can be counted; a proof of so many commands takes days. */
const HIGHEST_COUNT = 1_000_000_000;

interface VerifyCommandOptions
  extends Omit<VerifySelection, 'deep' | 'scenario' | 'cache'>,
    DriftOptions {
  readonly deep?: boolean | number;
  readonly against?: string;
  readonly run?: string;
  readonly threads?: number;
  readonly verbose?: boolean;
}

/** `marsdisk verify` */
export const verifyCommand: CliCommand = {
  description:
    'Compares every value of every output, by default: the golden runs, then the plain engine with the fast one on ' +
    'all scenarios (every optimisation off, alone, left out, all, random subsets, shadow), and the laws of ' +
    'conservation on every scenario. --drift follows instead how deviations grow over many steps. Runs from the root of the repository; docs/verification.md says what it proves.\n' +
    'Exit codes: 0 all agree, 1 something differs or fails, 2 wrong command line.',
  examples: [
    ['marsdisk verify', 'everything'],
    ['marsdisk verify --scenario mixed --cache all --verbose', 'one scenario, all optimisations'],
    ['marsdisk verify --golden', 'the golden runs only'],
    ['marsdisk verify --ablation', 'whether the proof misses every input that a key lacks'],
    ['marsdisk verify --against out/old', 'run the configuration of out/old again and compare'],
    ['marsdisk verify --against out/old --run out/new', 'compare two runs that are there'],
    [
      'marsdisk verify --drift --chart drift.svg',
      `how the engines drift apart in ${DRIFT_STEPS} steps of a hot and a solid disk, with a chart`,
    ],
    [
      'marsdisk verify --drift 1000 --config configs/base.yml --override geometry.Nr=8',
      'the same in 1000 steps of eight cells of one configuration',
    ],
  ],
  declare(command, action) {
    command
      .option('--golden', 'the golden runs only')
      .option('--scenario <names...>', 'these scenarios of tests/scenarios only')
      .option('--cache <choice>', 'one choice of optimisations only: all, off, shadow or names')
      .option('--each', 'each optimisation alone only')
      .option(
        '--deep [commands]',
        `besides, the invalidation proof of the caches (default ${DEEP_COMMANDS} commands) and their ablation`,
        countUpTo(HIGHEST_COUNT),
      )
      .option(
        '--ablation',
        'only: leave each input out of the key of each cache, and show after how many commands the proof sees it',
      )
      .option('--rtol <number>', 'relative tolerance of doubles (default 1e-10)', tolerance)
      .option(
        '--seed <integer>',
        `of random subsets, proof and ablation (default ${DEFAULT_SEED})`,
        integer,
      )
      .option(
        '--threads <count>',
        'worker threads (default: all processors)',
        countUpTo(MOST_WORKERS),
      )
      .option('--against <dir>', 'reproduce the run in this directory')
      .option('--run <dir>', 'with --against: the run to compare, instead of a fresh one')
      .option(
        '--drift [steps]',
        `only: how the plain engine and the fast one drift apart, step by step (default ${DRIFT_STEPS} steps)`,
        countUpTo(HIGHEST_COUNT),
      )
      .option(
        '--config <path>',
        `with --drift: ${DRIFT_CELLS} cells of this configuration (default configs/base.yml and configs/solid.yml)`,
      )
      .addOption(
        overrideOption(
          `with --drift: settings that replace those of the configuration, geometry.Nr=${DRIFT_CELLS} among them`,
        ),
      )
      .option('--chart <file>', 'with --drift: draw the growth of the deviations (SVG)')
      .option('--json <file>', 'write every comparison to a file')
      .option('--verbose', 'a line for every comparison');
    action<VerifyCommandOptions>(async (options) => {
      refuseMixture(options);
      for (const name of options.scenario ?? []) requireScenario(name);
      if (options.drift !== undefined) return runDrift(options);
      requireWritable(options.json);
      const report = await (options.against === undefined ? verifyAll(options) : compare(options));
      process.stdout.write(reportText(report, options.verbose ?? false));
      writeJsonReport(options.json, report);
      return report.passes ? EXIT.success : EXIT.failure;
    });
  },
};

function requireScenario(name: string): void {
  const names = listScenarios(process.cwd());
  if (!names.includes(name))
    throw new UsageError(
      `--scenario: "${name}"; there is no such scenario in tests/scenarios${suggestion(name, names)}`,
    );
}

async function verifyAll(options: VerifyCommandOptions): Promise<VerifyReport> {
  if (options.run !== undefined)
    throw new UsageError(`--run ${options.run}: needs --against, the run to compare it with`);
  refuseContradiction(options);
  const { rtol, threads, deep = 0, ...selection } = options;
  const commands = typeof deep === 'number' ? deep : DEEP_COMMANDS;
  const bar = startBar();
  try {
    return await verify({
      root: process.cwd(),
      ...selectVerification({ ...selection, deep: commands }),
      ...(rtol === undefined ? {} : { tolerance: rtol }),
      ...(threads === undefined ? {} : { threads }),
      onProgress: bar.update,
    });
  } finally {
    bar.stop();
  }
}

/** Options without which an ablation is complete. */
const NOT_OF_ABLATIONS = ['golden', 'scenario', 'cache', 'each', 'deep', 'rtol'] as const;

/**
 * Refuses options that ask for nothing together.
 *
 * @throws UsageError
 */
function refuseContradiction(options: VerifyCommandOptions): void {
  if (options.ablation !== undefined)
    for (const name of NOT_OF_ABLATIONS)
      if (options[name] !== undefined)
        throw new UsageError(`--${name}: has no meaning together with --ablation`);
  if (options.golden !== undefined && options.each !== undefined && options.scenario === undefined)
    throw new UsageError(
      '--each: has no meaning for golden runs; name scenarios besides, with --scenario',
    );
}

/** Options that comparing with a run has not. */
const NOT_OF_COMPARISONS = [
  'golden',
  'scenario',
  'each',
  'deep',
  'ablation',
  'seed',
  'threads',
] as const;

function compare({ against = '', run, cache, rtol, ...rest }: VerifyCommandOptions) {
  for (const name of NOT_OF_COMPARISONS)
    if (rest[name] !== undefined)
      throw new UsageError(`--${name}: has no meaning together with --against`);
  if (run !== undefined && cache !== undefined)
    throw new UsageError('--cache: has no meaning for --run, which is not run again');
  if (run !== undefined) return verifyAgainst(against, { directory: run }, process.cwd(), rtol);
  const engine = cache === undefined ? engineSpec('core') : engineSpec('fast', cache);
  const name = cache === undefined ? 'core' : `fast ${cache}`;
  return verifyAgainst(against, { engine, name }, process.cwd(), rtol);
}

/** A bar on standard error; nothing when that is no terminal. */
function startBar() {
  if (process.stderr.isTTY !== true) return { update: () => {}, stop: () => {} };
  const bar = createBar('{value}/{total} | {failures} failing | {name}');
  bar.start(1, 0, { failures: 0, name: '' });
  return {
    update({ done, total, failures, name }: VerifyProgress): void {
      bar.setTotal(total);
      bar.update(done, { failures, name });
    },
    stop: () => bar.stop(),
  };
}

function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value < 1))
    throw new InvalidArgumentError('It must be at least 0 and below 1.');
  return value;
}

function integer(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = integer(text);
    if (value < 1 || value > most)
      throw new InvalidArgumentError(`It must be at least 1 and at most ${most}.`);
    return value;
  };
}
