import { cacheTable, FLAGS } from '@marsdisk/fast';
import { type CliCommand, EXIT } from '../command.ts';

/** `marsdisk caches` */
export const cachesCommand: CliCommand = {
  description:
    'Each is a flag of --cache. A value is found again only under the same inputs. docs/caches.md says why that is enough.',
  examples: [
    ['marsdisk caches', 'all of them'],
    ['marsdisk caches --json', 'for programs'],
  ],
  declare(command, action) {
    command.option('--json', 'the same as JSON');
    action<{ json?: boolean }>((options) => {
      process.stdout.write(options.json === true ? asJson() : asText());
      return EXIT.success;
    });
  },
};

function asJson(): string {
  const reductions = FLAGS.filter(({ isCache }) => !isCache);
  return `${JSON.stringify({ caches: cacheTable(), reductions }, null, 2)}\n`;
}

function asText(): string {
  const caches = cacheTable().map(
    ({ name, seedItem, holds, unit, inputs, uses, scope, capacity, emptiedBy }) =>
      entry(name, seedItem, holds, [
        ['unit', unit],
        ['inputs', inputs.join(', ')],
        ['uses', uses.join(', ')],
        ['entries', `${capacity} a ${scope}`],
        ['emptied by', emptiedBy.join('; ')],
      ]),
  );
  const reductions = FLAGS.filter(({ isCache }) => !isCache).map(({ name, seedItem, does }) =>
    entry(name, seedItem, does, []),
  );
  return `Caches\n\n${caches.join('\n')}\nOptimisations without memory\n\n${reductions.join('\n')}`;
}

function entry(
  name: string,
  planItem: string,
  does: string,
  facts: readonly (readonly [string, string])[],
): string {
  const lines = facts
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `    ${label.padEnd(11)}${text}\n`);
  return `  ${name} (${planItem})\n    ${does}\n${lines.join('')}`;
}
