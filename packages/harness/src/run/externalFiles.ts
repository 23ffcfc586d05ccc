import { homedir } from 'node:os';
import { type Config, locateInput } from '@marsdisk/config';
import { supplyTablePaths, usesPhiTable } from '@marsdisk/core';
import { chooseTableFile } from '@marsdisk/io';
import type { TableFolder } from './tables.ts';

/** Absolute paths of the table files that a run reads, in the order in which they are loaded. */
export function tableFiles(
  config: Config,
  { configPath, workingDirectory }: TableFolder,
): string[] {
  const { radiation, shielding, dynamics, sinks, supply } = config;
  const driver = radiation?.mars_temperature_driver;
  const { psat_model, psat_table_path } = sinks.sub_params;
  const paths = [
    radiation?.qpr_table_path,
    usesPhiTable(shielding) ? shielding?.table_path : null,
    driver?.enabled === true && driver.mode === 'table' ? driver.table?.path : null,
    psat_model === 'clausius' ? null : psat_table_path?.replace(/^~(?=$|[\\/])/, homedir()),
    dynamics.e_profile.mode === 'table' ? dynamics.e_profile.table_path : null,
    ...supplyTablePaths(supply),
  ];
  return paths
    .filter((path) => path != null)
    .map((path) => chooseTableFile(locateInput(path, configPath, workingDirectory)));
}
