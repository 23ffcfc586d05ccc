import { ENGINE_NAMES, engineSpec } from '@marsdisk/harness/engines';
import { estimateRun } from '@marsdisk/harness/estimate';
import { choiceOption } from '../choiceOption.ts';
import { type CliCommand, EXIT } from '../command.ts';
import { type ConfigOptions, declareConfig, loadOptions } from '../configOptions.ts';
import { estimateText } from '../estimateText.ts';
import { say, warn } from '../report.ts';
import { workersOption } from '../workersOption.ts';

interface EstimateOptions extends ConfigOptions {
  readonly engine: string;
  readonly cache?: string;
  readonly workers?: string;
  readonly json?: boolean;
}

/** `marsdisk estimate` */
export const estimateCommand: CliCommand = {
  description:
    'Takes the first steps of the run for about a second and throws them away; nothing is written to io.outdir. ' +
    'A missing cooling table is generated, as by run.\n' +
    'It cannot know that cells will stop or freeze, or that a rule will end the run early.',
  examples: [
    ['marsdisk estimate configs/base.yml', 'the production run'],
    [
      'marsdisk estimate configs/base.yml --override io.psd_history_stride=100 --engine core',
      'with fewer size distributions, on the plain engine',
    ],
  ],
  declare(command, action) {
    declareConfig(command)
      .addOption(
        choiceOption('--engine <name>', 'the engine of the run', ENGINE_NAMES).default('fast'),
      )
      .option('--cache <list>', 'optimisations of the fast engine, as for run')
      .option('--workers <count>', 'threads, as for run', workersOption)
      .option('--json', 'print the estimate as JSON');
    action<EstimateOptions>(async (options, args) => {
      const estimate = await estimateRun({
        source: loadOptions(options, args),
        engine: engineSpec(options.engine, options.cache ?? null),
        ...(options.workers === undefined ? {} : { workers: options.workers }),
        warn,
        inform: say,
      });
      process.stdout.write(
        options.json === true ? `${JSON.stringify(estimate)}\n` : estimateText(estimate),
      );
      const { freeBytes, sizes } = estimate;
      if (freeBytes !== null && sizes.peakBytes > freeBytes)
        warn('the disk has not enough room for this run');
      return EXIT.success;
    });
  },
};
