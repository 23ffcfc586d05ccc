import { ConfigurationError } from '@marsdisk/core';

/** One broken rule: the config path (empty for the whole file) and, in one line, the value and what is allowed. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/**
 * Something that is allowed but probably not meant. `deprecated`: an old name; `unknown`: a key that no field has;
 * `suspicious`: a value or combination that a run accepts.
 */
export interface ConfigWarning {
  readonly kind: 'deprecated' | 'unknown' | 'suspicious';
  readonly path: string;
  readonly message: string;
}

/** A configuration with one or more broken rules. The message has one line per problem. */
export class InvalidConfigurationError extends ConfigurationError {
  readonly problems: readonly Problem[];
  readonly warnings: readonly ConfigWarning[];

  constructor(
    source: string | null,
    problems: readonly Problem[],
    warnings: readonly ConfigWarning[],
  ) {
    const place = source === null ? '' : `${source}: `;
    super(problems.map((problem) => place + problem.message).join('\n'));
    this.problems = problems;
    this.warnings = warnings;
  }
}

/** A value as it is shown in a message: JSON on one line, cut to a readable length. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
