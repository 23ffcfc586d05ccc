import { ConfigurationError } from '@marsdisk/core';
import type { Config } from '../config.generated.ts';
import { below, isMapping, type Mapping, numericKeys, sectionAt } from '../mapping.ts';
import { mergePhysicsBlock } from '../physicsBlock.ts';
import { type ConfigWarning, InvalidConfigurationError, type Problem, shown } from '../problems.ts';
import { schema } from '../schema/schema.ts';
import { removedKey } from './beforeRules.ts';
import { FIELD_RULES } from './fieldRules.ts';
import { type Findings, fill } from './fill.ts';
import { normalise, normaliseArchiveDir, suspicions } from './normalise.ts';
import { SECTION_RULES } from './sectionRules.ts';
import { isAtOrBelow, schemaProblems } from './validate.ts';

/** A resolved configuration and what was noticed on the way. */
export interface Resolved {
  readonly config: Config;
  readonly warnings: readonly ConfigWarning[];
  /** Paths of the fields and sections that the input holds (defaults are not among them). */
  readonly given: ReadonlySet<string>;
}

/** What the resolver needs to know besides the document. */
export interface ResolveOptions {
  /** Name of the file, put before every problem; null when the document comes from elsewhere. */
  readonly source?: string | null;
  /** Unknown keys are errors instead of warnings. */
  readonly strict?: boolean;
}

/**
 * Checks that a parsed document is a mapping with text keys.
 *
 * @throws ConfigurationError otherwise
 */
export function asDocument(document: unknown, source: string | null): Mapping {
  const place = source === null ? 'configuration' : source;
  if (!isMapping(document))
    throw new ConfigurationError(
      `${place}: must be a mapping of sections, is ${document === null ? 'empty' : shown(document)}`,
    );
  const [key] = numericKeys(document);
  if (key !== undefined)
    throw new ConfigurationError(`${place}: key ${key} at the top is no text, must name a section`);
  return document;
}

/**
 * The resolved configuration of a parsed document: the `physics` block merged, texts converted, defaults filled in, old
 * names replaced, every rule checked. Resolving a resolved configuration gives the same again.
 *
 * @throws InvalidConfigurationError with every broken rule, one line each; ConfigurationError when the document is no
 *   mapping
 */
export function resolveConfig(document: unknown, options: ResolveOptions = {}): Resolved {
  const source = options.source ?? null;
  const root = mergePhysicsBlock(asDocument(document, source));
  const removed = removedKey(root);
  if (removed !== null)
    throw new InvalidConfigurationError(source, [{ path: '', message: removed }], []);

  const found: Findings = { problems: [], warnings: [], given: new Set() };
  const config = fill(schema, root, '', found) as Mapping;
  const problems = found.problems;
  problems.push(
    ...schemaProblems(
      config,
      problems.map((problem) => problem.path),
    ),
  );
  checkFields(config, problems);
  normaliseArchiveDir(config);
  checkSections(config, problems);
  if (options.strict)
    for (const { kind, path, message } of found.warnings)
      if (kind === 'unknown') problems.push({ path, message });
  if (problems.length === 0) checkRoot(config, problems);
  if (problems.length > 0) throw new InvalidConfigurationError(source, problems, found.warnings);

  normalise(config, (warning) => found.warnings.push(warning));
  const warnings = [...found.warnings, ...suspicions(config)];
  // Every rule of the schema that Config is generated from has just been checked.
  return { config: config as unknown as Config, warnings, given: found.given };
}

function checkFields(config: Mapping, problems: Problem[]): void {
  for (const { section: path, field, needs, check } of FIELD_RULES) {
    const section = sectionAt(config, path);
    const read = [field, ...needs].map((key) => below(path, key));
    const isReadable = !problems.some((problem) =>
      read.some((place) => isAtOrBelow(place, problem.path)),
    );
    if (section === null || !isReadable) continue;
    const place = below(path, field);
    const message = check(section, place);
    if (message !== null) problems.push({ path: place, message });
  }
}

function checkSections(config: Mapping, problems: Problem[]): void {
  for (const { path, rules } of SECTION_RULES) {
    const section = sectionAt(config, path);
    const isFine = !problems.some(
      (problem) => isAtOrBelow(problem.path, path) || isAtOrBelow(path, problem.path),
    );
    if (section === null || !isFine) continue;
    for (const rule of rules) {
      const broken = rule(section);
      if (broken === null) continue;
      problems.push({ path, message: `${path} = ${shown(values(section))}: ${broken}` });
      break;
    }
  }
}

/** The plain fields of a section, without its inner sections. */
function values(section: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(section).filter(([, value]) => value !== null && !isMapping(value)),
  );
}

function checkRoot(config: Mapping, problems: Problem[]): void {
  const { scale_to_tau1 } = config['init_tau1'] as Mapping;
  if (config['optical_depth'] !== null && scale_to_tau1 === true)
    problems.push({
      path: '',
      message:
        'init_tau1.scale_to_tau1 = true: not together with optical_depth, set one to false or null',
    });
}
