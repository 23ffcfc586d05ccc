import { ConfigurationError } from '@marsdisk/core';

/** A piece of a condition. */
export interface Token {
  readonly kind: 'number' | 'word' | 'text' | 'sign' | 'end';
  /** As written; of a quoted text what stands between the quotes. */
  readonly text: string;
  readonly start: number;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['word', /[A-Za-z_][\w.]*/y],
  ['text', /'([^']*)'|"([^"]*)"/y],
  ['sign', /<=|>=|!=|<>|==|[=<>(),]/y],
];

/**
 * The words, numbers, texts and signs of a condition, and its end.
 *
 * @throws ConfigurationError for a character that belongs to none of them
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const space = /\s*/y;
  for (let at = 0; ; ) {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
    if (at === text.length) return [...tokens, { kind: 'end', text: '', start: at }];
    const token = tokenAt(text, at);
    if (token === null)
      throw new ConfigurationError(
        `--where: "${text}", character ${at + 1}: "${text[at]}" cannot stand here; ` +
          'for example: cell_index=3 and time>1e5',
      );
    tokens.push(token.token);
    at = token.end;
  }
}

function tokenAt(text: string, start: number): { token: Token; end: number } | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match !== null)
      return {
        token: { kind, text: match[1] ?? match[2] ?? match[0], start },
        end: pattern.lastIndex,
      };
  }
  return null;
}
