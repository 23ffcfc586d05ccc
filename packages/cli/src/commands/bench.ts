import { suggestion } from '@marsdisk/config';
import {
  type BenchResult,
  benchText,
  EXPERIMENTS,
  runBench,
  writeModel,
} from '@marsdisk/harness/bench';
import { type CliCommand, EXIT, UsageError } from '../command.ts';
import { overrideOption } from '../overrideOption.ts';
import { say } from '../report.ts';
import { requireWritable, writeJsonReport } from '../reportFiles.ts';

interface BenchOptions {
  readonly config?: string;
  readonly override?: readonly string[];
  readonly rounds?: string;
  readonly json?: string;
  readonly update?: boolean;
}

const MOST_ROUNDS = 1000;

/** `marsdisk bench` */
export const benchCommand: CliCommand = {
  description:
    'One process per side, each warmed up; then rounds in which one side after the other computes, forth and back. ' +
    'Runs from the root of the repository.\n' +
    `${EXPERIMENTS.map(({ name, about }) => `  ${name.padEnd(8)}  ${about}`).join('\n')}\n` +
    'Exit codes: 0 measured (whether goals were reached or not), 1 error, 2 wrong command line.',
  examples: [
    ['marsdisk bench', 'the plain engine and the fast one'],
    ['marsdisk bench flags --rounds 20', 'what each optimisation is worth, measured longer'],
    [
      'marsdisk bench scaling --update',
      'how costs grow; marsdisk estimate reckons with them from then on',
    ],
    ['marsdisk bench engines --config configs/base.yml', 'on another configuration'],
  ],
  declare(command, action) {
    command
      .argument('[name]', `what to measure: ${EXPERIMENTS.map(({ name }) => name).join(', ')}`)
      .option('--config <path>', 'configuration (default configs/solid.yml)')
      .addOption(overrideOption('settings that replace those of the configuration'))
      .option('--rounds <count>', 'measured passes per side')
      .option('--json <file>', 'write every number to a file')
      .option('--update', 'scaling: let marsdisk estimate reckon with the fitted costs');
    action<BenchOptions>(async (options, args) => {
      requireWritable(options.json);
      const name = experimentName(args[0]);
      refuseUpdate(options, name);
      const result = await runBench({
        name,
        root: process.cwd(),
        ...(options.config !== undefined && { config: options.config }),
        ...(options.override !== undefined && { overrides: options.override }),
        ...(options.rounds !== undefined && { rounds: roundCount(options.rounds) }),
        onProgress: say,
      });
      process.stdout.write(benchText(result));
      writeJsonReport(options.json, result);
      if (options.update === true) update(result);
      return EXIT.success;
    });
  },
};

function experimentName(given: string | undefined): string {
  const names = EXPERIMENTS.map(({ name }) => name);
  const name = given ?? names[0]!;
  if (!names.includes(name))
    throw new UsageError(
      `bench "${name}": there are ${names.join(', ')}${suggestion(name, names)}`,
    );
  return name;
}

/** The costs that `estimate` reckons with are those of one configuration as it is. */
function refuseUpdate({ update: isUpdate, config, override }: BenchOptions, name: string): void {
  if (isUpdate !== true) return;
  const experiment = EXPERIMENTS.find((one) => one.name === name);
  if (experiment !== undefined && experiment.model === undefined)
    throw new UsageError(`--update: "${name}" fits no costs; scaling does`);
  if (config !== undefined || override !== undefined)
    throw new UsageError('--update: leave out --config and --override');
}

function update(result: BenchResult): void {
  if (result.model !== null) say(`wrote ${writeModel(process.cwd(), result, result.model)}`);
}

function roundCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST_ROUNDS)
    throw new UsageError(`--rounds: "${text}"; it must be a whole number from 1 to ${MOST_ROUNDS}`);
  return count;
}
