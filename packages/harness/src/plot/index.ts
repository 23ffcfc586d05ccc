import { writeFileAtomically } from '@marsdisk/io';
import { refuseToReplace } from './pageFile.ts';
import { readPlotData } from './plotData.ts';
import { plotPage } from './plotPage.ts';

export { isPlotPage, PAGE_MARKER, PAGE_NAME } from './pageFile.ts';

/** A page that was written. */
export interface WrittenPage {
  readonly path: string;
  readonly bytes: number;
  /** What the page says about an end that did not come, and damaged or missing files. */
  readonly cautions: readonly string[];
  /** What it says about things left out on purpose. */
  readonly remarks: readonly string[];
}

/**
 * Writes the page of a run.
 *
 * @param directory of the run; finished or not
 * @param path of the page; an earlier page that is there is replaced
 * @throws FileError when there is no run, it has no rows, the path is that of something else, or the page cannot be
 *   written
 */
export async function writePlotPage(directory: string, path: string): Promise<WrittenPage> {
  refuseToReplace(directory, path);
  const data = await readPlotData(directory);
  const page = plotPage(data);
  writeFileAtomically(path, page);
  const { cautions, remarks } = data;
  return { path, bytes: Buffer.byteLength(page), cautions, remarks };
}
