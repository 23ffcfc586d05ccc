import { ConfigurationError, MarsDiskError } from '@marsdisk/core';
import { EXIT, UsageError } from './command.ts';

/**
 * Tells the user what went wrong: one line per problem, the stack only for those who ask for it.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, isDebugging: boolean): number {
  for (const line of problemLines(error)) say(line);
  if (isDebugging && error instanceof Error) process.stderr.write(`${stackOf(error)}\n`);
  return isAboutCommandLine(error) ? EXIT.usage : EXIT.failure;
}

/** Whether an error concerns the command line: what is wrong is named first, and then it is an option. */
function isAboutCommandLine(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    (error instanceof ConfigurationError && error.message.startsWith('--'))
  );
}

/** What went wrong, one line per problem. */
export function problemLines(error: unknown): readonly string[] {
  const isExpected = error instanceof MarsDiskError || error instanceof UsageError;
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  return isExpected ? lines : lines.map((line) => `internal error: ${line} (--debug shows where)`);
}

/** Tells the user that the command line makes no sense, in one line. */
export function reportUsage(text: string): void {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\(Did you mean /, '(did you mean ');
  say(line);
}

export function warn(message: string): void {
  say(`warning: ${message}`);
}

/** Writes a line for the user that is no result. */
export function say(message: string): void {
  process.stderr.write(`marsdisk: ${message}\n`);
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
