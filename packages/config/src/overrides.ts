import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@marsdisk/core';
import { readTextFile } from './files.ts';
import { entry, isMapping, type Mapping, setEntry } from './mapping.ts';
import { physicsTarget } from './physicsBlock.ts';
import { shown } from './problems.ts';
import { parseYaml } from './yaml/document.ts';

const WORDS: Readonly<Record<string, boolean | null | number>> = {
  true: true,
  false: false,
  none: null,
  null: null,
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '+infinity': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

const INTEGER = /^[-+]?\d+(?:_\d+)*$/;
const FLOAT =
  /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+(?:_\d+)*)?$/;
/** Line breaks of override files. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these separators end lines in the reference too
const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

/**
 * The value that the text after `=` stands for, by the first rule that fits: YAML for `[…]` and `{…}`; the words true,
 * false, none, null, nan, inf in any case; whole number; number; the inside of quotes (no escapes); the text itself.
 */
export function parseOverrideValue(text: string): unknown {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    const parsed = yamlOrNull(trimmed);
    if (parsed !== null) return parsed;
  }
  const word = trimmed.toLowerCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  if (INTEGER.test(trimmed)) return Number(trimmed.replaceAll('_', '')) + 0;
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const quote = trimmed[0];
  if ((quote === '"' || quote === "'") && trimmed.endsWith(quote)) return trimmed.slice(1, -1);
  return trimmed;
}

function yamlOrNull(text: string): unknown {
  try {
    return parseYaml(text, 'override');
  } catch (error) {
    if (error instanceof ConfigurationError) return null;
    throw error;
  }
}

/** Path and value of one override. */
export interface Override {
  readonly segments: readonly string[];
  readonly value: unknown;
}

/**
 * Reads `PATH=VALUE`. A leading `physics.` is dropped, and `physics.mode` means `physics_mode`.
 *
 * @throws ConfigurationError without `=`, without a path
 */
export function parseOverride(override: string): Override {
  const equals = override.indexOf('=');
  if (equals < 0)
    throw new ConfigurationError(`override ${shown(override)}: has no "=", must be PATH=VALUE`);
  const left = override.slice(0, equals).trim();
  const isPhysics = left.startsWith('physics.');
  const segments = (isPhysics ? left.slice('physics.'.length) : left)
    .split('.')
    .filter((segment) => segment !== '');
  if (segments.length === 0)
    throw new ConfigurationError(`override ${shown(override)}: has no path before "="`);
  if (isPhysics && segments.length === 1) segments[0] = physicsTarget(segments[0]!);
  return { segments, value: parseOverrideValue(override.slice(equals + 1)) };
}

/** Removes a key that is another spelling of the number `key`: the later one counts. */
function dropEqualNumber(mapping: Mapping, key: string): void {
  if (!/^\d/.test(key) || Object.hasOwn(mapping, key)) return;
  for (const other of Object.keys(mapping))
    if (other.trim() !== '' && Number(other) === Number(key)) delete mapping[other];
}

/**
 * Sets the values of `overrides` in `document`, in order; missing and null sections on the way are created. An override
 * through one name of an aliased YAML mapping shows under the other.
 *
 * @throws ConfigurationError for a malformed override, or one whose path leads through a scalar or a list
 */
export function applyOverrides(document: Mapping, overrides: readonly string[]): void {
  for (const override of overrides) {
    const { segments, value } = parseOverride(override);
    const last = segments.length - 1;
    let current: unknown = document;
    for (let i = 0; i <= last; i++) {
      if (!isMapping(current))
        throw new ConfigurationError(
          `override ${shown(override)}: "${segments.slice(0, i).join('.')}" is ${shown(current)}, not a section`,
        );
      const key = segments[i]!;
      if (i === last) {
        dropEqualNumber(current, key);
        setEntry(current, key, value);
      } else {
        const next = entry(current, key) ?? null;
        if (next === null) setEntry(current, key, {});
        current = entry(current, key);
      }
    }
  }
}

/**
 * The overrides in the text of an override file: one per line, `#` starts a comment anywhere, blank lines are skipped.
 *
 * @param source name of the file, for messages
 * @throws ConfigurationError for a line without `=`
 */
export function parseOverrideLines(text: string, source: string): string[] {
  const overrides: string[] = [];
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(LINE_BREAK)
    .entries()) {
    const content = line.replace(/#.*$/s, '').trim();
    if (content === '') continue;
    if (!content.includes('='))
      throw new ConfigurationError(
        `${source}:${index + 1}: ${shown(content)} has no "=", must be PATH=VALUE`,
      );
    overrides.push(content);
  }
  return overrides;
}

/**
 * The overrides in a file; `~` in the path is the home folder.
 *
 * @throws FileError when the file cannot be read; ConfigurationError for a line without `=`
 */
export function readOverrideFile(path: string): string[] {
  const expanded = path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
  return parseOverrideLines(readTextFile(expanded), path);
}
