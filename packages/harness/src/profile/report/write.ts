import { join } from 'node:path';
import { writeFileAtomically } from '@marsdisk/io';
import type { ProfileResult } from '../results/result.ts';
import { speedscopeFile } from '../samples/speedscope.ts';
import { htmlReport } from './html.ts';
import { markdownReport } from './markdown.ts';
import type { ComparedSides } from './sides.ts';
import { reportTitle } from './title.ts';

/** Names of the files that `writeReports` writes. */
export const REPORT_FILES = ['report.html', 'report.md', 'speedscope.json'] as const;

/**
 * Writes the reports of a result into its folder: HTML, Markdown, and the call trees for speedscope.
 *
 * @param sides the stored results that are compared, if it is a comparison
 */
export function writeReports(
  folder: string,
  result: ProfileResult,
  sides: ComparedSides | null = null,
): void {
  const trees = result.engines.flatMap(({ label, tree }) =>
    tree === null ? [] : [{ label, tree }],
  );
  const contents = [
    htmlReport(result, sides),
    markdownReport(result, sides),
    JSON.stringify(speedscopeFile(reportTitle(result, sides), trees)),
  ];
  for (const [i, file] of REPORT_FILES.entries())
    writeFileAtomically(join(folder, file), contents[i]!);
}
