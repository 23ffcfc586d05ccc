import { createPlainEngine } from '@marsdisk/core';
import { runInMemory } from './runInMemory.ts';
import type { RunVariant } from './verifyRun.ts';

/** Names of the caches that the fast engine has. */
export const CACHE_NAMES: readonly string[] = [];

/** Runs a configuration with the fast engine. */
export const variantRunner: RunVariant = async (run) => runInMemory(run, createPlainEngine);
