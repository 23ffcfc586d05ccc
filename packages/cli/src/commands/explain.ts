import { explain } from '@marsdisk/config';
import { type CliCommand, EXIT } from '../command.ts';
import { typed } from '../typed.ts';

const EFFECTS = {
  '1D': 'acts in 1D runs',
  '0D': 'acts in 0D runs only',
  both: 'acts in 1D and 0D runs',
  none: 'accepted, but nothing reads it',
} as const;

/** `marsdisk explain` */
export const explainCommand: CliCommand = {
  description: 'docs/config.md has all of them.',
  examples: [
    ['marsdisk explain numerics.dt_init', 'one setting'],
    ['marsdisk explain numerics', 'a section'],
  ],
  declare(command, action) {
    command.argument('<setting...>', 'dotted path of a setting or section');
    action((_options, args) => {
      const paths = args.flat();
      process.stdout.write(paths.map(explanation).join('\n'));
      return EXIT.success;
    });
  },
};

function explanation(path: string): string {
  const { type, default: standard, unit, allowed, meaning, effect } = typed(() => explain(path));
  const rows: [string, string | null][] = [
    ['meaning', meaning],
    ['type', type.replaceAll('`', '')],
    ['default', standard === undefined ? 'none, it must be given' : JSON.stringify(standard)],
    ['unit', unit],
    ['allowed', allowed],
    ['effect', effect === null ? null : EFFECTS[effect]],
  ];
  const lines = rows
    .filter(([, text]) => text !== null && text !== '')
    .map(([name, text]) => `  ${name.padEnd(8)} ${text}\n`);
  return `${path}\n${lines.join('')}`;
}
