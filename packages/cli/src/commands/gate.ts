import {
  ALLOWED_REGRESSION,
  GATE_EXIT,
  type GateRequest,
  type GateResult,
  gateMarkdown,
  gateText,
  HALF_WIDTH,
  parsePercent,
  positivePercent,
  readClaim,
  readGateResult,
  runGate,
  undecidedGate,
} from '@marsdisk/harness/gate';
import { type CliCommand, EXIT, UsageError } from '../command.ts';
import { problemLines, reportError, say } from '../report.ts';
import { requireWritable, writeJsonReport, writeReport } from '../reportFiles.ts';

interface GateOptions {
  readonly base?: string;
  readonly core?: boolean;
  readonly claim?: string;
  readonly claimFrom?: string;
  readonly profile: string;
  readonly allowRegression?: string;
  readonly halfWidth?: string;
  readonly budget: string;
  readonly engine: string;
  readonly cache?: string;
  readonly json?: string;
  readonly markdown?: string;
  readonly debug?: boolean;
}

/** The saving that the fast engine has to show over the plain one (F1 of the plan). */
const CORE_CLAIM = 0.2;
const LONGEST_BUDGET = 86_400;

/** `marsdisk gate` */
export const gateCommand: CliCommand = {
  description:
    'Compares the working tree (the candidate) with a base revision: the same numbers, as fast as claimed or not ' +
    'slower, no more memory. Base and candidate run in fresh processes that take turns; docs/gate.md says how it is ' +
    'decided and how often that is wrong.\n' +
    'Exit codes: 0 pass, 1 fail, 2 cannot decide (noise, a base that cannot be measured, any error, a wrong command line).',
  examples: [
    ['marsdisk gate --base origin/main', 'not slower than where the branch began'],
    ['marsdisk gate --base origin/main --claim 20%', 'at least 20 % less time'],
    ['marsdisk gate --core', 'the fast engine against the plain one'],
    ['marsdisk gate show report.json', 'a stored result'],
  ],
  declare(command, action) {
    command
      .argument('[words...]', 'show FILE prints a stored result; nothing runs a gate')
      .option('--base <revision>', 'compare with the commit where HEAD and this revision part')
      .option('--core', 'compare the fast engine with the plain one of the same code')
      .option('--claim <percent>', 'time that the candidate claims to save (with --core: 20%)')
      .option(
        '--claim-from <file>',
        'take the claim from a line "gate-claim: 20%" of this text, if it has one; --claim wins',
      )
      .option('--profile <name>', 'workload: a name in profiles/ or a .yml file', 'base-compute')
      .option(
        '--allow-regression <percent>',
        `slow-down that passes without a claim (default ${100 * ALLOWED_REGRESSION}%)`,
      )
      .option(
        '--half-width <percent>',
        `half the width of the interval that is precise enough (default ${100 * HALF_WIDTH}%)`,
      )
      .option('--budget <seconds>', 'time for the measurement', '120')
      .option('--engine <name>', 'engine of both sides', 'fast')
      .option('--cache <set>', 'set of caches of both sides')
      .option('--json <file>', 'write every number to a file')
      .option('--markdown <file>', 'write a report for a pull request to a file');
    action<GateOptions>(async (options, args) => {
      try {
        requireWritable(options.json, options.markdown);
        const result = await resultOf(options, args.flat());
        process.stdout.write(gateText(result));
        writeFiles(result, options);
        return GATE_EXIT[result.outcome];
      } catch (error) {
        reportError(error, options.debug === true);
        // An error is no verdict on the candidate.
        return GATE_EXIT.undecided;
      }
    });
  },
};

async function resultOf(options: GateOptions, words: readonly string[]): Promise<GateResult> {
  const [first, file, ...rest] = words;
  if (first === 'show' && file !== undefined && rest.length === 0) return readGateResult(file);
  if (first !== undefined)
    throw new UsageError(`gate ${words.join(' ')}: it is "gate show FILE" or no words`);
  try {
    return await hold(options);
  } catch (error) {
    // Who reads the files and not the terminal learns the reason, too.
    writeFiles(undecidedGate(problemLines(error).join('; ')), options);
    throw error;
  }
}

async function hold(options: GateOptions): Promise<GateResult> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  // The base is taken away when the process exits, which a signal alone would not let it do.
  const stop = (signal: (typeof signals)[number]) =>
    process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated);
  for (const signal of signals) process.once(signal, stop);
  try {
    return await runGate(gateRequest(options));
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

function gateRequest(options: GateOptions): GateRequest {
  const { base, core = false, allowRegression, halfWidth } = options;
  if (core === (base !== undefined))
    throw new UsageError('gate: needs either --base REVISION or --core');
  if (core && options.engine !== 'fast')
    throw new UsageError('--engine: has no meaning together with --core');
  return {
    folder: process.cwd(),
    opponent: base === undefined ? { kind: 'core' } : { kind: 'revision', revision: base },
    profile: options.profile,
    rule: {
      claim: statedClaim(options) ?? (core ? CORE_CLAIM : null),
      allowedRegression:
        allowRegression === undefined
          ? ALLOWED_REGRESSION
          : parsePercent(allowRegression, '--allow-regression'),
      halfWidth: halfWidth === undefined ? HALF_WIDTH : positivePercent(halfWidth, '--half-width'),
    },
    budget: budgetSeconds(options.budget),
    engine: options.engine,
    cache: options.cache ?? (options.engine === 'fast' ? 'all' : null),
    onProgress: say,
  };
}

function statedClaim({ claim, claimFrom }: GateOptions): number | null {
  if (claim !== undefined) return parsePercent(claim, '--claim');
  return claimFrom === undefined ? null : readClaim(claimFrom);
}

function writeFiles(result: GateResult, { json, markdown }: GateOptions): void {
  writeJsonReport(json, result);
  writeReport(markdown, () => gateMarkdown(result));
}

function budgetSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= LONGEST_BUDGET))
    throw new UsageError(`--budget: "${text}"; it must be seconds, above 0 to ${LONGEST_BUDGET}`);
  return seconds;
}
