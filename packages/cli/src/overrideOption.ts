import { existsSync } from 'node:fs';
import { checkOverride } from '@marsdisk/config';
import { Option } from 'commander';
import { UsageError } from './command.ts';
import { typed } from './typed.ts';

/** `--override`, of every command that has it. */
export function overrideOption(description: string): Option {
  return new Option('--override <PATH=VALUE...>', description).argParser(collect);
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  if (value.startsWith('-'))
    throw new UsageError(`--override: "${value}" looks like an option; it must be PATH=VALUE`);
  if (!value.includes('=') && existsSync(value))
    throw new UsageError(
      `--override: "${value}" is a file, not PATH=VALUE; put the configuration before --override`,
    );
  typed(() => checkOverride(value), '--');
  return [...(previous ?? []), value];
}
