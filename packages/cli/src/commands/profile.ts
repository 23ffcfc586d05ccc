import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { suggestion } from '@marsdisk/config';
import { MOST_WORKERS } from '@marsdisk/fast';
import {
  comparedResult,
  compareResults,
  comparisonText,
  loadProfile,
  type ProfileRequest,
  profileNames,
  profileRoot,
  profileSucceeded,
  profileTool,
  REPORT_FILES,
  RESULT_FILE,
  readResult,
  requireProfile,
  runProfile,
  type Stage,
  TOOL_NAMES,
  terminalReport,
  writeReports,
} from '@marsdisk/harness/profile';
import { type CliCommand, EXIT, UsageError } from '../command.ts';
import { openInBrowser } from '../openInBrowser.ts';
import { say } from '../report.ts';
import { listenForSignals, signalExitCode } from '../signals.ts';
import { typed } from '../typed.ts';

interface ProfileOptions {
  readonly engine?: readonly string[];
  readonly cache?: readonly string[];
  readonly repeats?: string;
  readonly workers?: string;
  readonly waterfall?: boolean;
  readonly tool?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** First words that are no profiles. */
const SUBCOMMANDS = ['list', 'compare'];

/** `marsdisk profile` */
export const profileCommand: CliCommand = {
  description:
    'Measures each engine in a process of its own: warm-up until the step time is steady, then the sampling profiler ' +
    'over whole passes that the engines take in turns. Tables go to standard output, the rest to out/profiles/<name>/.\n' +
    'Exit codes: 0 measured; 1 measured, but a warm-up did not become steady, engines compute different numbers or no ' +
    'ratio may be formed; 1 also for a wrong file and errors on the way; 2 wrong command line.',
  examples: [
    [
      'marsdisk profile base',
      'hot functions, memory and flame graphs of both engines in the short base run',
    ],
    [
      'marsdisk profile base --repeats 3 --open',
      'three processes an engine, and the report in a browser',
    ],
    ['marsdisk profile base --engine fast --cache all off weights', 'sets of caches'],
    ['marsdisk profile base --waterfall', 'what each optimisation is worth'],
    ['marsdisk profile base --engine fast --workers auto', 'the best number of threads'],
    ['marsdisk profile list', 'what can be measured'],
    ['marsdisk profile compare out/profiles/base/A out/profiles/base/B', 'two stored results'],
  ],
  declare(command, action) {
    command
      .argument('[words...]', 'name of a profile or a .yml file; or list; or compare A B')
      .option('--engine <names...>', 'engines to measure; the first one is the base')
      .option('--cache <sets...>', 'sets of caches for engines that have caches')
      .option('--repeats <count>', 'processes per engine')
      .option(
        '--workers <count>',
        'threads that share the cells; auto measures 1, 2, … to the number of cores',
      )
      .option('--waterfall', 'measure each optimisation alone and left out, in short runs')
      .option('--tool <name>', `another profiler as well: ${TOOL_NAMES.join(', ')}`)
      .option('--open', 'open the report in a browser')
      .option('--json', 'print the result as JSON instead of tables');
    action<ProfileOptions>(async (options, args) => {
      const [first = '', ...rest] = args.flat();
      if (first === 'list' && rest.length === 0) return listProfiles(options);
      if (first === 'compare') return compare(rest, options);
      if (first === '')
        throw new UsageError('profile: which one? "marsdisk profile list" shows what there is');
      if (rest.length > 0)
        throw new UsageError(
          `profile ${first}: "${rest[0]}" is one word too many${suggestion(first, SUBCOMMANDS)}`,
        );
      requireName(first);
      return measure(first, options);
    });
  },
};

function requireName(name: string): void {
  const root = profileRoot(process.cwd());
  const hint = suggestion(name, SUBCOMMANDS);
  if (hint !== '' && !profileNames(root).includes(name))
    throw new UsageError(`profile "${name}"${hint}`);
  typed(() => requireProfile(name, root));
}

function listProfiles(options: ProfileOptions): number {
  refuseOthers('list', options, ['json']);
  const { json } = options;
  const directory = profileRoot(process.cwd());
  const profiles = profileNames(directory).map((name) => loadProfile(name, directory));
  if (json === true) {
    process.stdout.write(`${JSON.stringify(profiles)}\n`);
    return EXIT.success;
  }
  if (profiles.length === 0) say(`there are no profiles in ${join(directory, 'profiles')}`);
  const width = Math.max(0, ...profiles.map(({ name }) => name.length));
  for (const { name, profile } of profiles)
    process.stdout.write(`${name.padEnd(width)}  ${profile.description}\n`);
  return EXIT.success;
}

async function measure(name: string, options: ProfileOptions): Promise<number> {
  const directory = process.cwd();
  const tool = options.tool === undefined ? null : profileTool(options.tool, directory);
  let stored: string | null = null;
  const request: ProfileRequest = {
    name,
    workingDirectory: directory,
    ...(options.engine && { engines: options.engine }),
    ...(options.cache && { caches: options.cache }),
    ...(options.repeats !== undefined && { repeats: repeatCount(options.repeats) }),
    ...(options.workers !== undefined && workerChoice(options.workers)),
    ...(options.waterfall === true && { waterfall: true }),
    tools: tool === null ? [] : [tool],
    onProgress: say,
    onStage: (label, stage) => say(`${label}: ${stageText(stage)}`),
    onStored: (folder) => {
      stored = folder;
      // More is to come, and if it fails the reader must know where this is.
      if (tool !== null || options.waterfall === true || options.workers === 'auto')
        say(`the engines are measured: ${relative(directory, folder)}`);
    },
  };
  const signals = listenForSignals((signal) => {
    const kept =
      stored === null
        ? 'nothing was stored'
        : `what was measured is in ${relative(directory, stored)}`;
    say(`${signal}: ${kept}`);
    // Processes that measure and unfinished folders go when this one exits.
    process.exit(signalExitCode(signal));
  });
  const { result, folder } = await runProfile(request).finally(signals.stop);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(result)}\n`
      : terminalReport(result, relative(directory, folder)),
  );
  if (options.open === true) openInBrowser(join(folder, 'report.html'));
  return profileSucceeded(result) ? EXIT.success : EXIT.failure;
}

function compare(paths: readonly string[], options: ProfileOptions): number {
  const [left, right] = paths;
  if (left === undefined || right === undefined || paths.length > 2)
    throw new UsageError('profile compare: needs two stored results');
  refuseOthers('compare', options, ['open', 'json']);
  const { json, open } = options;
  const [base, candidate] = [readResult(left), readResult(right)];
  const compared = compareResults(base, candidate, ['A', 'B']);
  const { comparisons, notes } = compared;
  const folder = join('out', 'profiles', 'compare', comparisonName(left, right));
  mkdirSync(folder, { recursive: true });
  writeReports(folder, comparedResult(compared, candidate), [
    { name: 'A', path: left, result: base },
    { name: 'B', path: right, result: candidate },
  ]);
  if (json === true) process.stdout.write(`${JSON.stringify({ comparisons, notes })}\n`);
  else {
    const lines = [
      ...notes.map((note) => `note: ${note}`),
      ...REPORT_FILES.map((file) => join(folder, file)),
    ];
    process.stdout.write(
      `A  ${left}\nB  ${right}\n\n${comparisonText(comparisons)}\n${lines.join('\n')}\n`,
    );
  }
  if (open === true) openInBrowser(resolve(folder, 'report.html'));
  const isRight = [base, candidate].every(({ parity }) => parity === null || parity.agrees);
  const isComparable = comparisons.every(({ speedup }) => speedup !== null);
  return isRight && isComparable ? EXIT.success : EXIT.failure;
}

/** Options are for measuring; one that a subcommand ignored would look as if it had an effect. */
function refuseOthers(
  subcommand: string,
  options: ProfileOptions,
  allowed: readonly (keyof ProfileOptions)[],
): void {
  const given = Object.keys(options) as (keyof ProfileOptions)[];
  const refused = given.filter((name) => !allowed.includes(name));
  if (refused.length > 0)
    throw new UsageError(
      `profile ${subcommand}: ${refused.map((name) => `--${name}`).join(', ')} must be left out; it takes ${allowed.map((name) => `--${name}`).join(' and ')}`,
    );
}

/** Names of both folders, and a hash of where they are: folders of the same name do not get into each other's way. */
function comparisonName(left: string, right: string): string {
  const places = [left, right].map((path) => resolve(path));
  const hash = createHash('sha256').update(places.join('\n')).digest('hex').slice(0, 8);
  return `${stampOf(left)}--${stampOf(right)}-${hash}`;
}

/** The name of the folder that a result was read from. */
function stampOf(path: string): string {
  const place = resolve(path);
  return basename(basename(place) === RESULT_FILE ? dirname(place) : place);
}

function repeatCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100)
    throw new UsageError(`--repeats: "${text}"; it must be a whole number from 1 to 100`);
  return count;
}

/** What `--workers` asks for: a number of threads, or the search for the best one. */
function workerChoice(text: string): Pick<ProfileRequest, 'workers' | 'searchedWorkers'> {
  if (text === 'auto') return { workers: 1, searchedWorkers: availableParallelism() };
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > MOST_WORKERS)
    throw new UsageError(
      `--workers: "${text}"; it must be auto or a whole number from 1 to ${MOST_WORKERS}`,
    );
  return { workers: count };
}

function stageText(stage: Stage): string {
  if (stage.stage === 'warm-up') return 'warming up';
  const state = stage.isSteady ? 'steady' : 'not steady';
  return `${state} after ${stage.warmUpSeconds.toFixed(1)} s`;
}
