import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { loadConfig, nearestName, parseYaml, runSettings } from '@marsdisk/config';
import { ConfigurationError, FileError } from '@marsdisk/core';
import { loadRunTables } from '../run/tables.ts';
import type { PreparedRun } from './runInMemory.ts';

/** Folder of the scenarios, from the root of the repository. */
export const SCENARIO_FOLDER = join('tests', 'scenarios');

/** What a scenario file says. */
interface ScenarioFile {
  /** What is special about it, in a sentence. */
  readonly about: string;
  /** Configuration that it changes, relative to the scenario. */
  readonly base: string;
  /** `PATH=VALUE`, as on the command line. */
  readonly overrides: readonly string[];
}

/**
 * Names of all scenarios, sorted.
 *
 * @param root root of the repository
 * @throws FileError where there are none
 */
export function listScenarios(root: string): string[] {
  const folder = join(root, SCENARIO_FOLDER);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yml'))
        .map((name) => basename(name, '.yml'))
        .sort()
    : [];
  if (names.length === 0)
    throw new FileError(`${folder}: no scenario; run verify from the root of the repository`);
  return names;
}

/**
 * The file of a scenario.
 *
 * @throws FileError when there is none of that name
 */
export function scenarioPath(root: string, name: string): string {
  const path = join(root, SCENARIO_FOLDER, `${name}.yml`);
  if (!existsSync(path)) {
    const nearest = nearestName(name, listScenarios(root));
    const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
    throw new FileError(`${path}: no such scenario${hint}`);
  }
  return path;
}

/**
 * Reads a scenario with its configuration and tables. Paths in the configuration are relative to `root`.
 *
 * @param more `PATH=VALUE`, applied after those of the scenario
 * @throws FileError, ConfigurationError, TableLoadError for what is wrong with it
 */
export async function loadScenario(
  root: string,
  name: string,
  more: readonly string[] = [],
): Promise<PreparedRun> {
  const path = scenarioPath(root, name);
  const { base, overrides } = readScenario(path);
  const { config } = runSettings(
    loadConfig({
      path: resolve(path, '..', base),
      overrides: [...overrides, ...more],
      strict: true,
    }),
  );
  const tables = await loadRunTables(config, { configPath: null, workingDirectory: resolve(root) });
  return { name, config, tables };
}

function readScenario(path: string): ScenarioFile {
  const document = parseYaml(readFileSync(path, 'utf8'), path) as Partial<ScenarioFile> | null;
  const { about, base, overrides } = document ?? {};
  if (typeof about !== 'string' || typeof base !== 'string' || !isTexts(overrides))
    throw new ConfigurationError(
      `${path}: a scenario has the keys about (a sentence), base (a configuration) and overrides (a list of PATH=VALUE)`,
    );
  return { about, base, overrides };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
