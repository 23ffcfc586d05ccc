export { checkOverride, unknownOverrides } from './checkOverride.ts';
export type * from './config.generated.ts';
export { type DeclaredTemperature, declaredTemperature } from './declaredTemperature.ts';
export {
  type AutoTuneDecision,
  type AutoTuneProfile,
  autoTune,
  type MachineState,
} from './environment/autoTune.ts';
export {
  appliedCellParallel,
  type CellParallel,
  type CellParallelDecision,
  type CellParallelRequest,
  decideCellParallel,
  type Machine,
  resolveCellParallel,
} from './environment/cellParallel.ts';
export { type DeclaredVariable, ENVIRONMENT_VARIABLES } from './environment/declared.ts';
export {
  type Environment,
  type EnvironmentSettings,
  environmentFlag,
  environmentInteger,
  environmentSettings,
  environmentWarnings,
} from './environment/variables.ts';
export { explain, type FieldExplanation } from './explain.ts';
export { type LintFinding, lint, type Severity } from './lint.ts';
export {
  type Loaded,
  type LoadOptions,
  loadConfig,
  type ParseOptions,
  parseConfig,
} from './load.ts';
export { locateInput } from './locate.ts';
export { nearestName, suggestion } from './names.ts';
export { applyOverrides, parseOverrideValue, readOverrideFile } from './overrides.ts';
export { normalisePhysicsMode, type PhysicsMode } from './physicsMode.ts';
export { type ConfigWarning, InvalidConfigurationError, type Problem } from './problems.ts';
export { type ReferenceRadius, referenceRadius } from './referenceRadius.ts';
export { type Resolved, type ResolveOptions, resolveConfig } from './resolve/resolve.ts';
export { echo, type RunFlags, type RunSettings, runSettings } from './runSettings.ts';
export { schema } from './schema/schema.ts';
export { fields } from './schemaAt.ts';
export { resolveSeed, type Seed } from './seed.ts';
export { parseYaml } from './yaml/document.ts';
