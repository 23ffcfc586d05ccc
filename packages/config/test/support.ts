import { InvalidConfigurationError } from '../src/problems.ts';

// biome-ignore lint/suspicious/noExplicitAny: parsed documents have any shape
type Document = any;

/** A copy of `base` with the entries of `patch` merged into it, at any depth. */
export function patched(base: Document, patch: Document): Document {
  if (!isObject(base) || !isObject(patch)) return structuredClone(patch);
  const merged = structuredClone(base);
  for (const [key, value] of Object.entries(patch)) merged[key] = patched(merged[key], value);
  return merged;
}

function isObject(value: Document): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A copy of `document` with `value` at the dotted path. */
export function withValue(document: Document, path: string, value: unknown): Document {
  const patch = path.split('.').reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
  const cleared = structuredClone(document);
  const keys = path.split('.');
  let parent = cleared;
  for (const key of keys.slice(0, -1)) parent = parent?.[key];
  if (isObject(parent)) delete parent[keys.at(-1) as string];
  return patched(cleared, patch);
}

/** The value at a dotted path. */
export function valueAt(document: Document, path: string): unknown {
  return path.split('.').reduce((current, key) => current?.[key], document);
}

/** Every leaf of a document: path and value. Empty mappings and lists count as leaves. */
export function leaves(value: unknown, path = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object' || Object.keys(value).length === 0)
    return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** The paths of the broken rules that `resolve` reports, sorted; empty when it succeeds. */
export function problemPaths(resolve: () => unknown): string[] {
  try {
    resolve();
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfigurationError)) throw error;
    return [...new Set(error.problems.map((problem) => problem.path))].sort();
  }
}
