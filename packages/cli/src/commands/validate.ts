import { loadConfig } from '@marsdisk/config';
import { type CliCommand, EXIT } from '../command.ts';
import { type ConfigOptions, declareConfig, loadOptions } from '../configOptions.ts';
import { warn } from '../report.ts';

/** `marsdisk validate` */
export const validateCommand: CliCommand = {
  description:
    'Lists every broken rule, one line each. Tables are not read. Exit codes: 0 valid, 1 not valid, 2 wrong command line.',
  examples: [
    ['marsdisk validate configs/base.yml', 'is the configuration valid?'],
    [
      'marsdisk validate configs/base.yml --strict --override sizes.n_bins=60',
      'the same with an override; unknown settings are errors',
    ],
  ],
  declare(command, action) {
    declareConfig(command);
    action<ConfigOptions>((options, args) => {
      const source = loadOptions(options, args);
      const { warnings } = loadConfig(source);
      for (const { message } of warnings) warn(message);
      process.stdout.write(`${source.path} is valid\n`);
      return EXIT.success;
    });
  },
};
