import type { Command } from 'commander';

/** Exit codes; a run that a signal ended has 128 + the number of the signal. */
export const EXIT = {
  success: 0,
  failure: 1,
  usage: 2,
  interrupted: 130,
  terminated: 143,
} as const;

/** A command as the list of commands has it. */
export interface ListedCommand {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Loads the command; most of what one needs, the others do not, and to load it all takes longer than many of them. */
  readonly load: () => Promise<CliCommand>;
}

/** What a command of `marsdisk` understands and does. */
export interface CliCommand {
  /** What `--help` says below the summary; empty when the summary is enough. */
  readonly description?: string;
  /** Command lines that work, with what they do; shown by `--help`. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /**
   * Declares arguments and options, and says what the command does.
   *
   * @param action registers the work; it gets the parsed options and arguments and returns the exit code
   */
  readonly declare: (command: Command, action: RegisterAction) => void;
}

/** The options that every command has. */
export interface CommonOptions {
  readonly debug?: boolean;
}

export type RegisterAction = <Options extends object>(
  work: (options: Options & CommonOptions, args: readonly string[]) => number | Promise<number>,
) => void;

/** A command line that makes no sense; the command ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
