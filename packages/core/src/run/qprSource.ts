import { ConfigurationError } from '../errors.ts';
import { buildQprTable, type QprSource } from '../radiation/qpr.ts';
import type { TableColumns } from '../tables/columns.ts';
import type { RunConfig } from './config.ts';

/**
 * Where ⟨Q_pr⟩ comes from: the table of `radiation.qpr_table_path`, else the constant `radiation.Q_pr`, else 1.
 *
 * @param warnings takes a sentence for the log if nothing is configured
 * @throws ConfigurationError if nothing is configured and `radiation.qpr_strict` is set; TableLoadError for a bad table
 */
export function resolveQprSource(
  config: RunConfig,
  table: TableColumns | null,
  warnings: string[],
): QprSource {
  const { radiation } = config;
  if (radiation?.qpr_table_path != null) {
    if (table === null)
      throw new ConfigurationError(
        `radiation.qpr_table_path: "${radiation.qpr_table_path}" was not loaded`,
      );
    return { kind: 'table', table: buildQprTable(table) };
  }
  if (radiation?.Q_pr != null) return { kind: 'constant', value: radiation.Q_pr };
  if (radiation?.qpr_strict === true)
    throw new ConfigurationError(
      'radiation.qpr_table_path: null, and radiation.Q_pr as well; with radiation.qpr_strict one of them is needed',
    );
  warnings.push('radiation: neither qpr_table_path nor Q_pr is set; Q_pr = 1 is used');
  return { kind: 'constant', value: 1 };
}
