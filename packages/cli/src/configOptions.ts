import { readdirSync } from 'node:fs';
import type { LoadOptions } from '@marsdisk/config';
import { refuseUnknownOverrides } from '@marsdisk/harness/refuseUnknownOverrides';
import { type Command, Option } from 'commander';
import { UsageError } from './command.ts';
import { overrideOption } from './overrideOption.ts';

/** The options that say which configuration a command is about. */
export interface ConfigOptions {
  readonly config?: string;
  readonly override?: readonly string[];
  readonly overridesFile?: readonly string[];
  readonly strict?: boolean;
}

/** Declares the configuration file, its overrides and `--strict`. */
export function declareConfig(command: Command): Command {
  return command
    .argument('[config]', 'configuration file (YAML)')
    .option('--config <path>', 'configuration file, as an option')
    .addOption(
      overrideOption(
        'settings that replace those of the file, e.g. numerics.t_end_years=0.01; repeatable',
      ),
    )
    .addOption(
      new Option(
        '--overrides-file <path>',
        'file with one override a line; applied before --override; repeatable',
      ).argParser(collect),
    )
    .option('--strict', 'make unknown settings errors instead of warnings');
}

/**
 * What the options and the argument name.
 *
 * @throws UsageError without a configuration, or with two; ConfigurationError if `--strict` is given and an override names
 *   no setting; FileError
 */
export function loadOptions(options: ConfigOptions, args: readonly string[]): LoadOptions {
  const { config, override = [], overridesFile = [], strict = false } = options;
  const [argument] = args;
  if (argument !== undefined && config !== undefined)
    throw new UsageError(
      `two configurations: the argument ${argument} and --config ${config}; give one`,
    );
  const path = argument ?? config;
  if (path === undefined) throw missingConfig();
  if (strict && override.length > 0) refuseUnknownOverrides(path, override, '--override');
  return { path, overrides: override, overrideFiles: overridesFile, strict };
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function missingConfig(): UsageError {
  const shipped = shippedConfigs();
  const example = shipped.includes('small.yml') ? 'configs/small.yml' : 'my-disk.yml';
  const choice = shipped.length === 0 ? '' : `; configs/ has ${shipped.join(', ')}`;
  return new UsageError(`no configuration given, for example: marsdisk run ${example}${choice}`);
}

function shippedConfigs(): string[] {
  try {
    return readdirSync('configs').filter((name) => /\.ya?ml$/.test(name));
  } catch {
    return [];
  }
}
