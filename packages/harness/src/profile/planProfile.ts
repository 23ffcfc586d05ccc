import { locateInput } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import { FLAG_NAMES } from '@marsdisk/fast';
import { hasCaches, resolveEngine } from '../engines.ts';
import { refuseUnknownOverrides } from '../refuseUnknownOverrides.ts';
import type { PreparedRun } from '../verify/runInMemory.ts';
import { loadProfile, profileRoot } from './definition/load.ts';
import type { Profile } from './definition/profile.ts';
import { isWordForSets, type Variant, variantsOf } from './definition/variants.ts';
import { loadProfiledRun, type RunPlace } from './measurement/workload.ts';
import type { ProfileRequest } from './request.ts';

/** Everything that is known before anything is measured. */
export interface ProfilePlan {
  readonly name: string;
  readonly profile: Profile;
  readonly variants: readonly Variant[];
  readonly place: RunPlace;
  readonly run: PreparedRun;
  /** What is doubtful about the configuration. */
  readonly warnings: readonly string[];
}

/**
 * Reads a profile and its run, and refuses what cannot be measured: it must show before the first minute of measuring, not
 * after it.
 *
 * @throws ConfigurationError for an unknown profile, engine, set of caches or path of an override; FileError; what the
 *   configuration throws
 */
export async function planProfile(request: ProfileRequest): Promise<ProfilePlan> {
  const root = profileRoot(request.workingDirectory ?? process.cwd());
  const isFile = request.name.endsWith('.yml');
  const workingDirectory = isFile ? (request.workingDirectory ?? process.cwd()) : root;
  const { name, path, profile: declared } = loadProfile(request.name, workingDirectory);
  const profile: Profile = {
    ...declared,
    engines: [...new Set(request.engines ?? declared.engines)],
    caches: request.caches ?? declared.caches,
    repeats: request.repeats ?? declared.repeats,
    workers: request.workers ?? declared.workers,
  };
  refuseUnknownNames(profile, request, path);
  const { engines, caches, workers, config, overrides } = profile;
  const place = {
    configPath: locateInput(config, path, workingDirectory),
    overrides,
    workingDirectory,
  };
  refuseUnknownOverrides(place.configPath, overrides, `${path}: overrides`);
  const { warnings, ...run } = await loadProfiledRun(place);
  return {
    name,
    profile,
    variants: variantsOf(engines, caches, hasCaches, FLAG_NAMES, workers),
    place,
    run,
    warnings,
  };
}

/** @param path of the profile, where the names come from that were not asked for */
function refuseUnknownNames(
  { engines, caches }: Profile,
  request: ProfileRequest,
  path: string,
): void {
  try {
    for (const engine of engines) resolveEngine(engine);
    // Sets of caches are looked at even if none of the engines has any.
    for (const cache of caches) if (!isWordForSets(cache)) resolveEngine('fast', cache);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const { message } = error;
    if (request.engines === undefined && message.startsWith('--engine: '))
      throw new ConfigurationError(message.replace('--engine', `${path}: engines`));
    if (request.caches === undefined && message.startsWith('--cache: '))
      throw new ConfigurationError(message.replace('--cache', `${path}: caches`));
    throw error;
  }
  if (request.caches !== undefined && !engines.some(hasCaches))
    throw new ConfigurationError(
      `--cache: "${caches.join(' ')}"; ${engines.join(', ')} has no caches, so it must be left out, or --engine must name one that has (fast)`,
    );
}
