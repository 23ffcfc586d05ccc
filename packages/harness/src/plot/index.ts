import { writeFileAtomically } from '@marsdisk/io';
import { readPlotData } from './plotData.ts';
import { plotPage } from './plotPage.ts';

/** A page that was written. */
export interface WrittenPage {
  readonly path: string;
  readonly bytes: number;
  /** What the page says about things missing or left out. */
  readonly notes: readonly string[];
}

/**
 * Writes the page of a run.
 *
 * @param directory of the run; finished or not
 * @param path of the page
 * @throws FileError when there is no run, it has no rows, or the page cannot be written
 */
export async function writePlotPage(
  directory: string,
  path: string,
  warn: (message: string) => void,
): Promise<WrittenPage> {
  const data = await readPlotData(directory, warn);
  const page = plotPage(data);
  writeFileAtomically(path, page);
  return { path, bytes: Buffer.byteLength(page), notes: data.notes };
}
