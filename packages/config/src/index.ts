export type * from './config.generated.ts';
export {
  type Loaded,
  type LoadOptions,
  loadConfig,
  type ParseOptions,
  parseConfig,
} from './load.ts';
export { nearestName, suggestion } from './names.ts';
export { parseOverrideValue, readOverrideFile } from './overrides.ts';
export { type ConfigWarning, InvalidConfigurationError, type Problem } from './problems.ts';
export { type Resolved, type ResolveOptions, resolveConfig } from './resolve/resolve.ts';
export { schema } from './schema/schema.ts';
export { parseYaml } from './yaml/document.ts';
