import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseYaml, suggestion } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import { fileFailure } from '@marsdisk/io';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { NamedProfile, Profile } from './profile.ts';
import { profileSchema } from './schema.ts';

const FOLDER = 'profiles';
const EXTENSION = '.yml';

let check: ValidateFunction | undefined;

/** The schema, compiled when there is something to be validated. */
function compiled(): ValidateFunction {
  return new Ajv2020({
    allErrors: true,
    useDefaults: true,
    allowUnionTypes: true,
    verbose: true,
  }).compile(profileSchema);
}

/**
 * The folder whose `profiles/` holds the profiles: the working directory, or the nearest one above it up to the root of the
 * repository; the working directory where there is none.
 */
export function profileRoot(workingDirectory: string): string {
  for (let folder = resolve(workingDirectory); ; folder = dirname(folder)) {
    if (existsSync(join(folder, FOLDER))) return folder;
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return workingDirectory;
  }
}

/** Names of the profiles in `profiles/` of a folder, see `profileRoot`, sorted; none if there is no such folder. */
export function profileNames(root: string): string[] {
  try {
    return readdirSync(join(root, FOLDER))
      .filter((file) => file.endsWith(EXTENSION))
      .map((file) => basename(file, EXTENSION))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileFailure('read', join(root, FOLDER), error);
  }
}

/**
 * Refuses a name that is neither in `profiles/` of a folder nor that of a file.
 *
 * @throws ConfigurationError
 */
export function requireProfile(name: string, root: string): void {
  if (name.endsWith(EXTENSION)) return;
  const known = profileNames(root);
  if (known.includes(name)) return;
  throw new ConfigurationError(
    `profile "${name}": is not in ${join(root, FOLDER)}${suggestion(name, known) || `; there are ${known.join(', ') || 'none'}`}`,
  );
}

/**
 * The profile of a name in `profiles/`, or in a file when `name` ends in `.yml`.
 *
 * @throws ConfigurationError for an unknown name, wrong YAML or a broken rule (one line per rule, with the path);
 *   FileError for a file that cannot be read
 */
export function loadProfile(name: string, workingDirectory: string): NamedProfile {
  requireProfile(name, workingDirectory);
  const path = resolve(
    workingDirectory,
    name.endsWith(EXTENSION) ? name : join(FOLDER, name + EXTENSION),
  );
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileFailure('read', path, error);
  }
  return {
    name: basename(path, EXTENSION),
    path,
    profile: parseProfile(parseYaml(text, path), path),
  };
}

/**
 * A profile with its defaults filled in.
 *
 * @param document as parsed from YAML; left unchanged
 * @param source name of the file, for messages
 * @throws ConfigurationError with one line per broken rule
 */
export function parseProfile(document: unknown, source: string): Profile {
  const filled = structuredClone(document);
  check ??= compiled();
  if (!check(filled)) {
    const problems = (check.errors ?? []).map((error) => `${source}: ${describe(error)}`);
    throw new ConfigurationError([...new Set(problems)].join('\n'));
  }
  return filled as Profile;
}

function describe(error: ErrorObject): string {
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const known = Object.keys((error.parentSchema as { properties: object }).properties);
    return `${at(key)}: is not a key of a profile${suggestion(key, known) || `; there are ${known.join(', ')}`}`;
  }
  if (error.keyword === 'required')
    return `${at(String(error.params['missingProperty']))}: is missing`;
  const place = path === '' ? 'the file' : path;
  if (error.keyword === 'pattern')
    return `${place} = ${JSON.stringify(error.data)}: must be PATH=VALUE`;
  return `${place} = ${JSON.stringify(error.data) ?? 'nothing'}: ${error.message}`;
}
