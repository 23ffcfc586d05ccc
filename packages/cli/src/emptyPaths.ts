import type { Command } from 'commander';
import { UsageError } from './command.ts';

/** What a path is called in `--help`. */
export const PATHS = ['config', 'dir', 'file', 'path'];

/**
 * Refuses empty texts for paths, which would be taken for the working directory.
 *
 * @throws UsageError
 */
export function refuseEmptyPaths(command: Command): void {
  const given: (readonly [place: string, name: string, value: unknown])[] = [
    ...command.registeredArguments.map(
      (argument, i) => [argument.name(), argument.name(), command.processedArgs[i]] as const,
    ),
    ...command.options.map(
      (option) =>
        [
          `${option.long}`,
          /<(\w+)>$/.exec(option.flags)?.[1] ?? '',
          command.getOptionValue(option.attributeName()),
        ] as const,
    ),
  ];
  for (const [place, name, value] of given)
    if (PATHS.includes(name) && [value].flat().includes(''))
      throw new UsageError(`${place}: ""; it must be a path`);
}
