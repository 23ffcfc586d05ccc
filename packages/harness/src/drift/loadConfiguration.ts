import { loadConfig, locateInput, runSettings } from '@marsdisk/config';
import { ensureTemperatureTable } from '../run/marsTemperature.ts';
import { loadRunTables } from '../run/tables.ts';
import type { PreparedRun } from '../verify/runInMemory.ts';

/**
 * Reads a configuration with its tables; its paths are relative to `root`.
 *
 * @param overrides `PATH=VALUE`
 * @throws FileError, ConfigurationError, TableLoadError for what is wrong with it
 */
export async function loadConfiguration(
  root: string,
  config: string,
  overrides: readonly string[],
): Promise<PreparedRun> {
  const path = locateInput(config, null, root);
  const settings = runSettings(loadConfig({ path, overrides }));
  const folder = { configPath: path, workingDirectory: root };
  const { config: complete } = await ensureTemperatureTable(settings.config, folder);
  const tables = await loadRunTables(complete, folder);
  return { name: [config, ...overrides].join(' '), config: complete, tables };
}
