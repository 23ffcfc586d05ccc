import { lint, loadConfig } from '@marsdisk/config';
import { type CliCommand, EXIT } from '../command.ts';
import { type ConfigOptions, declareConfig, loadOptions } from '../configOptions.ts';

interface LintOptions extends ConfigOptions {
  readonly quiet?: boolean;
}

/** `marsdisk lint` */
export const lintCommand: CliCommand = {
  description:
    'Exit codes: 0 nothing serious, 1 not valid or an ERROR (with --strict also a WARNING), 2 wrong command line.',
  examples: [
    ['marsdisk lint configs/base.yml', 'what may not be meant?'],
    ['marsdisk lint configs/base.yml --strict --quiet', 'for scripts: warnings fail, no INFO'],
  ],
  declare(command, action) {
    declareConfig(command).option('--quiet', 'leave out INFO');
    action<LintOptions>((options, args) => {
      const { strict = false, quiet = false } = options;
      const { config, warnings } = loadConfig(loadOptions({ ...options, strict: false }, args));
      const found = [
        ...warnings.map(({ message }) => ({ severity: 'WARNING', code: 'CONFIG', message })),
        ...lint(config),
      ].filter(({ severity }) => !quiet || severity !== 'INFO');
      for (const { severity, code, message } of found)
        process.stdout.write(`${severity} ${code}: ${message}\n`);
      const isSerious = found.some(
        ({ severity }) => severity === 'ERROR' || (strict && severity === 'WARNING'),
      );
      return isSerious ? EXIT.failure : EXIT.success;
    });
  },
};
