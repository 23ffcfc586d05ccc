import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { refusePhysicsBlock } from './checkOverride.ts';
import { readTextFile } from './files.ts';
import { applyOverrides, readOverrideFile } from './overrides.ts';
import { mergePhysicsBlock } from './physicsBlock.ts';
import { asDocument, type Resolved, resolveConfig } from './resolve/resolve.ts';
import { parseYaml } from './yaml/document.ts';

/** Where a configuration comes from. */
export interface LoadOptions {
  /** The YAML file, relative to the working directory. */
  readonly path: string;
  /** `PATH=VALUE`, in order. */
  readonly overrides?: readonly string[];
  /** Files of overrides; all of them come before `overrides`. */
  readonly overrideFiles?: readonly string[];
  /** Unknown keys are errors. */
  readonly strict?: boolean;
}

/** A resolved configuration and where it came from. */
export interface Loaded extends Resolved {
  /** Absolute path of the file, links resolved. */
  readonly sourcePath: string;
  /** Every override in the order it was applied, those of files first. */
  readonly appliedOverrides: readonly string[];
}

/**
 * Reads, overrides and resolves a configuration file.
 *
 * @throws FileError when a file is missing or unreadable; ConfigurationError for wrong YAML, a malformed override or a
 *   broken rule (InvalidConfigurationError, which lists all of them)
 */
export function loadConfig(options: LoadOptions): Loaded {
  const text = readTextFile(options.path);
  const sourcePath = realpathSync(resolve(options.path));
  const appliedOverrides = [
    ...(options.overrideFiles ?? []).flatMap(readOverrideFile),
    ...(options.overrides ?? []),
  ];
  const document = parseYaml(text, options.path);
  const resolved = overrideAndResolve(document, {
    source: options.path,
    overrides: appliedOverrides,
    strict: options.strict ?? false,
  });
  return { ...resolved, sourcePath, appliedOverrides };
}

/** How a parsed document is resolved. */
export interface ParseOptions {
  readonly source?: string | null;
  readonly overrides?: readonly string[];
  readonly strict?: boolean;
}

/**
 * Overrides and resolves a parsed document, which is left unchanged. The `physics` block is merged before the overrides.
 *
 * @throws ConfigurationError as `loadConfig`
 */
export function parseConfig(document: unknown, options: ParseOptions = {}): Resolved {
  return overrideAndResolve(structuredClone(document), options);
}

/** As `parseConfig`, but may change the document. */
function overrideAndResolve(document: unknown, options: ParseOptions): Resolved {
  const { source = null, overrides = [], strict = false } = options;
  const merged = mergePhysicsBlock(asDocument(document, source));
  for (const override of overrides) refusePhysicsBlock(override);
  applyOverrides(merged, overrides);
  return resolveConfig(merged, { source, strict });
}
