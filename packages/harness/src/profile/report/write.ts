import { join } from 'node:path';
import { writeFileAtomically } from '@marsdisk/io';
import type { ProfileResult } from '../results/result.ts';
import { speedscopeFile } from '../samples/speedscope.ts';
import { htmlReport } from './html.ts';
import { markdownReport } from './markdown.ts';

/** Names of the files that `writeReports` writes. */
export const REPORT_FILES = ['report.html', 'report.md', 'speedscope.json'] as const;

/** Writes the reports of a result into its folder: HTML, Markdown, and the call trees for speedscope. */
export function writeReports(folder: string, result: ProfileResult): void {
  const trees = result.engines.flatMap(({ label, tree }) =>
    tree === null ? [] : [{ label, tree }],
  );
  const contents = [
    htmlReport(result),
    markdownReport(result),
    JSON.stringify(speedscopeFile(`profile ${result.name}`, trees)),
  ];
  for (const [i, file] of REPORT_FILES.entries())
    writeFileAtomically(join(folder, file), contents[i]!);
}
