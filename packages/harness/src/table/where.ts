import { suggestion } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import type { SeriesColumn } from '@marsdisk/io';
import type { CellValue } from '../compare/columns.ts';
import { type Token, tokensOf } from './whereTokens.ts';

/** One side of a comparison. A bare word that names no column is a text. */
type Operand =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'value'; readonly value: number | string | boolean };

const RELATIONS = ['=', '!=', '<', '<=', '>', '>='] as const;
type Relation = (typeof RELATIONS)[number];

/** A condition on a row. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly left: Operand;
      readonly relation: Relation;
      readonly right: Operand;
    }
  | { readonly kind: 'null'; readonly column: string }
  | { readonly kind: 'flag'; readonly column: string };

/**
 * Reads a condition.
 *
 *     condition  = term { "or" term }
 *     term       = factor { "and" factor }
 *     factor     = "not" factor | "(" condition ")" | comparison | column
 *     comparison = operand ("=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=") operand
 *                | column "is" [ "not" ] "null"
 *                | operand [ "not" ] "in" "(" operand { "," operand } ")"
 *                | operand [ "not" ] "between" operand "and" operand
 *     operand    = column | number | "text" | 'text' | true | false | word
 *
 * A column alone stands for a flag that is true. A comparison with null is false, whatever the relation.
 * `between` includes both ends.
 *
 * @param columns names of the columns of the table
 * @throws ConfigurationError naming the place and what is expected
 */
export function parseWhere(text: string, columns: ReadonlySet<string>): Condition {
  const tokens = tokensOf(text);
  let at = 0;
  const fail = (token: Token, reason: string): ConfigurationError =>
    new ConfigurationError(`--where: "${text}", character ${token.start + 1}: ${reason}`);
  const peek = (): Token => tokens[at]!;
  const accepts = (word: string): boolean => {
    const token = peek();
    const fits = token.kind !== 'text' && token.text.toLowerCase() === word;
    if (fits) at++;
    return fits;
  };

  function condition(): Condition {
    let left = term();
    while (accepts('or')) left = { kind: 'or', left, right: term() };
    return left;
  }

  function term(): Condition {
    let left = factor();
    while (accepts('and')) left = { kind: 'and', left, right: factor() };
    return left;
  }

  function factor(): Condition {
    if (accepts('not')) return { kind: 'not', of: factor() };
    if (accepts('(')) {
      const inner = condition();
      expect(')');
      return inner;
    }
    const token = peek();
    const left = operand();
    if (accepts('is')) return nullTest(token, left);
    const isNegated = accepts('not');
    const test = accepts('in')
      ? membership(token, left)
      : accepts('between')
        ? range(token, left)
        : null;
    if (test !== null) return isNegated ? { kind: 'not', of: test } : test;
    if (isNegated) throw fail(peek(), `"in" or "between" expected${found(peek())}`);
    const relation = relationOf(peek());
    if (relation !== null) {
      at++;
      return compare(token, left, relation);
    }
    if (left.kind === 'column') return { kind: 'flag', column: left.name };
    throw fail(token, noColumn(left, left));
  }

  /** @param token where the left side stands */
  function compare(token: Token, left: Operand, relation: Relation): Condition {
    const before = peek();
    const right = operand();
    if (left.kind === 'value' && right.kind === 'value')
      throw fail(typeof left.value === 'string' ? token : before, noColumn(left, right));
    return { kind: 'compare', left, relation, right };
  }

  function membership(token: Token, left: Operand): Condition {
    expect('(');
    let test = compare(token, left, '=');
    while (accepts(',')) test = { kind: 'or', left: test, right: compare(token, left, '=') };
    expect(')', '"," or ")"');
    return test;
  }

  function range(token: Token, left: Operand): Condition {
    const low = compare(token, left, '>=');
    expect('and');
    return { kind: 'and', left: low, right: compare(token, left, '<=') };
  }

  function expect(word: string, named = `"${word}"`): void {
    if (!accepts(word)) throw fail(peek(), `${named} expected${found(peek())}`);
  }

  function nullTest(token: Token, left: Operand): Condition {
    const isNegated = accepts('not');
    expect('null');
    if (left.kind !== 'column') throw fail(token, noColumn(left, left));
    const test: Condition = { kind: 'null', column: left.name };
    return isNegated ? { kind: 'not', of: test } : test;
  }

  function operand(): Operand {
    const token = peek();
    if (token.kind === 'end' || token.kind === 'sign')
      throw fail(token, `a column or a value expected${found(token)}`);
    at++;
    if (token.kind === 'number') return { kind: 'value', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'value', value: token.text };
    if (columns.has(token.text)) return { kind: 'column', name: token.text };
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
    return { kind: 'value', value: token.text };
  }

  /** Why a comparison without a column makes no sense: most often a name is misspelt. */
  function noColumn(...operands: readonly Operand[]): string {
    for (const one of operands)
      if (one.kind === 'value' && typeof one.value === 'string')
        return `"${one.value}" is no column${suggestion(one.value, columns)}`;
    return 'a comparison needs a column';
  }

  const whole = condition();
  if (peek().kind !== 'end') throw fail(peek(), `"and" or "or" expected${found(peek())}`);
  return whole;
}

/** The columns that a condition reads. */
export function columnsOf(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...columnsOf(condition.left), ...columnsOf(condition.right)];
    case 'not':
      return columnsOf(condition.of);
    case 'compare':
      return [condition.left, condition.right].flatMap((side) =>
        side.kind === 'column' ? [side.name] : [],
      );
    default:
      return [condition.column];
  }
}

/**
 * A function that tells whether a row meets a condition.
 *
 * @throws ConfigurationError for a comparison of things of different kinds, or a flag that is none
 */
export function rowTest(
  condition: Condition,
  columns: ReadonlyMap<string, SeriesColumn>,
): (row: number) => boolean {
  switch (condition.kind) {
    case 'and': {
      const [left, right] = [rowTest(condition.left, columns), rowTest(condition.right, columns)];
      return (row) => left(row) && right(row);
    }
    case 'or': {
      const [left, right] = [rowTest(condition.left, columns), rowTest(condition.right, columns)];
      return (row) => left(row) || right(row);
    }
    case 'not': {
      const inner = rowTest(condition.of, columns);
      return (row) => !inner(row);
    }
    case 'null': {
      const column = columns.get(condition.column)!;
      return (row) => valueAt(column, row) === null;
    }
    case 'flag': {
      const column = columns.get(condition.column)!;
      if (column.kind !== 'flags')
        throw new ConfigurationError(
          `--where: "${condition.column}" is no flag; compare it with a value`,
        );
      return (row) => column.values[row] === 1;
    }
    case 'compare':
      return comparison(condition, columns);
  }
}

function comparison(
  { left, relation, right }: Extract<Condition, { kind: 'compare' }>,
  columns: ReadonlyMap<string, SeriesColumn>,
): (row: number) => boolean {
  const [a, b] = [left, right].map((side) =>
    side.kind === 'value'
      ? { kind: typeof side.value, at: () => side.value as CellValue }
      : columnAccess(columns.get(side.name)!),
  ) as [Access, Access];
  if (a.kind !== b.kind)
    throw new ConfigurationError(
      `--where: ${sideText(left)} ${relation} ${sideText(right)} compares a ${a.kind} with a ${b.kind}`,
    );
  if (a.kind !== 'number' && relation !== '=' && relation !== '!=')
    throw new ConfigurationError(
      `--where: ${sideText(left)} ${relation} ${sideText(right)}: a ${a.kind} can only be = or !=`,
    );
  const holds = RELATION_TESTS[relation];
  return (row) => {
    const x = a.at(row);
    const y = b.at(row);
    return x !== null && y !== null && holds(x as number, y as number);
  };
}

interface Access {
  readonly kind: 'number' | 'string' | 'boolean';
  readonly at: (row: number) => CellValue;
}

function columnAccess(column: SeriesColumn): Access {
  const kind = ({ numbers: 'number', flags: 'boolean', text: 'string' } as const)[column.kind];
  return { kind, at: (row) => valueAt(column, row) };
}

/** The value of a row; null when there is none. */
export function valueAt(column: SeriesColumn, row: number): CellValue {
  const value = column.values[row];
  if (column.kind === 'numbers') return Number.isNaN(value) ? null : (value as number);
  if (column.kind === 'flags') return value === 2 ? null : value === 1;
  return (value as string | null | undefined) ?? null;
}

const RELATION_TESTS: Readonly<Record<Relation, (x: number, y: number) => boolean>> = {
  '=': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
};

function relationOf({ kind, text }: Token): Relation | null {
  if (kind !== 'sign') return null;
  if (text === '==') return '=';
  if (text === '<>') return '!=';
  return RELATIONS.find((relation) => relation === text) ?? null;
}

function sideText(side: Operand): string {
  return side.kind === 'column' ? side.name : String(side.value);
}

function found({ kind, text }: Token): string {
  return kind === 'end' ? ', found the end' : `, found "${text}"`;
}
