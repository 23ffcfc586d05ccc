import { type Config, locateInput } from '@marsdisk/config';
import {
  FileError,
  type RunTables,
  supplyTablePaths,
  type TableColumns,
  usesPhiTable,
} from '@marsdisk/core';
import { readTable, type TableOptions } from '@marsdisk/io';

/** How paths inside a configuration are found. */
export interface TableFolder {
  /** Absolute path of the configuration file, null when it came from elsewhere. */
  readonly configPath: string | null;
  /** Absolute. */
  readonly workingDirectory: string;
}

/**
 * Reads every table that a configuration names. Messages and records name a table by the path in the configuration.
 *
 * @throws FileError, TableLoadError for a table that is missing, unreadable or no table
 */
export async function loadRunTables(config: Config, folder: TableFolder): Promise<RunTables> {
  const read = async (
    path: string | null | undefined,
    options: TableOptions = {},
  ): Promise<TableColumns | null> => {
    if (path == null) return null;
    const file = locateInput(path, folder.configPath, folder.workingDirectory);
    return { ...(await readTable(file, options)), source: path };
  };
  const { radiation, shielding, dynamics, sinks, supply } = config;
  const driver = radiation?.mars_temperature_driver;
  const usesTemperatureTable = driver?.enabled === true && driver.mode === 'table';
  const supplyTables = new Map<string, TableColumns>();
  for (const path of supplyTablePaths(supply)) {
    const table = await read(path);
    if (table !== null) supplyTables.set(path, table);
  }
  return {
    qpr: await read(radiation?.qpr_table_path),
    phi: usesPhiTable(shielding) ? await read(shielding?.table_path) : null,
    marsTemperature: usesTemperatureTable
      ? await read(driver.table?.path, { allowJson: true })
      : null,
    saturation: await readSaturation(sinks.sub_params, read),
    eccentricity:
      dynamics.e_profile.mode === 'table' ? await read(dynamics.e_profile.table_path) : null,
    supply: supplyTables,
  };
}

/** The vapour pressure table; with the model "auto" a file that cannot be read counts as none. */
async function readSaturation(
  { psat_model, psat_table_path }: Config['sinks']['sub_params'],
  read: (path: string | null, options: TableOptions) => Promise<TableColumns | null>,
): Promise<TableColumns | null> {
  if (psat_model === 'clausius') return null;
  try {
    return await read(psat_table_path, { allowJson: true, allowTxt: true, expandHome: true });
  } catch (error) {
    if (psat_model === 'auto' && error instanceof FileError) return null;
    throw error;
  }
}
