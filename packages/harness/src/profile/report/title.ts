import { basename, dirname } from 'node:path';
import type { ProfileResult } from '../results/result.ts';
import { RESULT_FILE } from '../results/store.ts';
import type { ComparedSides } from './sides.ts';

/** What a report is called: the profile, or the two stored results that it compares. */
export function reportTitle({ name }: ProfileResult, sides: ComparedSides | null): string {
  if (sides === null) return `Profile ${name}`;
  const [base, candidate] = sides;
  return `Profile ${name}: ${folderName(candidate.path)} against ${folderName(base.path)}`;
}

/** The last part of the folder of a stored result. */
function folderName(path: string): string {
  return basename(basename(path) === RESULT_FILE ? dirname(path) : path);
}
