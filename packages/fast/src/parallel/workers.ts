import { ConfigurationError } from '@marsdisk/core';

/**
 * Number of threads for a run: what is asked for, or with "auto" 80 % of the cores; at least 1 and at most one a cell.
 * One means that no other thread is started.
 *
 * @throws ConfigurationError unless `requested` is "auto" or a positive whole number
 */
export function resolveWorkers(requested: string, cells: number, cores: number): number {
  const isNumber = /^[1-9]\d{0,4}$/.test(requested);
  if (requested !== 'auto' && !isNumber)
    throw new ConfigurationError(
      `--workers: "${requested}"; it must be auto or a positive whole number`,
    );
  const wanted = isNumber ? Number(requested) : Math.floor(0.8 * cores);
  return Math.max(1, Math.min(cells, wanted));
}
