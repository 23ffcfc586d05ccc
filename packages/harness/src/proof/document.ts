import { ABLATION_COMMANDS, type AblationRow } from './ablation.ts';
import { matrixMarkdown } from './matrix.ts';

/** The lines between which the matrix stands in docs/verification.md. */
export const MATRIX_START =
  '<!-- The matrix is written by scripts/generate-ablation-docs.ts, and a test compares it. -->';
export const MATRIX_END = '<!-- End of the matrix. -->';

/** Seed of the matrix in the documents, and of a verification unless told otherwise. */
export const DOCUMENT_SEED = 20_260_101;

/** The options of the ablation whose matrix is in the documents. */
export const DOCUMENT_ABLATION = { commands: ABLATION_COMMANDS, seed: DOCUMENT_SEED };

/**
 * A document with another matrix between its marks.
 *
 * @throws Error when the marks are missing
 */
export function withMatrix(document: string, rows: readonly AblationRow[]): string {
  const start = document.indexOf(MATRIX_START);
  const end = document.indexOf(MATRIX_END);
  if (start < 0 || end < start)
    throw new Error(`no "${MATRIX_START}" with "${MATRIX_END}" after it`);
  const before = document.slice(0, start + MATRIX_START.length);
  return `${before}\n\n${matrixMarkdown(rows)}\n\n${document.slice(end)}`;
}
