import { ConfigurationError } from '@marsdisk/core';

/** A parsed YAML mapping. */
export type Mapping = Record<string, unknown>;

const NUMERIC_KEYS = Symbol('keys that are no text');

/** True for a mapping; false for lists, dates, byte strings, sets, scalars and null. */
export function isMapping(value: unknown): value is Mapping {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The entry `key` of `mapping` itself; undefined when it has none (inherited properties do not count). */
export function entry(mapping: Mapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/**
 * Sets `mapping[key]`.
 *
 * @throws ConfigurationError for `__proto__`, which JavaScript objects cannot hold as an ordinary key.
 */
export function setEntry(mapping: Mapping, key: string, value: unknown): void {
  if (key === '__proto__')
    throw new ConfigurationError('key "__proto__": this name cannot be used');
  mapping[key] = value;
}

/** Remembers that `key` of `mapping` was written as a number, a boolean, null or a list instead of text. */
export function markNumericKey(mapping: Mapping, key: string): void {
  const marked = (mapping as { [NUMERIC_KEYS]?: string[] })[NUMERIC_KEYS];
  if (marked) marked.push(key);
  else Object.defineProperty(mapping, NUMERIC_KEYS, { value: [key] });
}

/** Keys of `mapping` that were not written as text. */
export function numericKeys(mapping: Mapping): readonly string[] {
  return (mapping as { [NUMERIC_KEYS]?: string[] })[NUMERIC_KEYS] ?? [];
}

/** Joins a config path and a further segment. */
export function below(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

/** The section at a dotted path; null when something on the way is no mapping. */
export function sectionAt(root: Mapping, path: string): Mapping | null {
  let current: unknown = root;
  for (const key of path.split('.')) current = isMapping(current) ? entry(current, key) : null;
  return isMapping(current) ? current : null;
}
