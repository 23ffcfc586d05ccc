import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { formatJson, type JsonValue, type WrittenFile } from '@marsdisk/io';
import { isIntegerField } from './integers.ts';

/** What `run_config.json` says about a file that the run completed. */
export interface RecordedFile {
  /** Relative to the output directory, with `/`. */
  readonly path: string;
  readonly size_bytes: bigint;
  readonly sha256: string;
}

const UNSEALED = '0'.repeat(64);
const SEAL = /("record_sha256": ")[0-9a-f]{64}"/;

/** The entry `output_files` of `run_config.json`. */
export function describeFiles(directory: string, files: readonly WrittenFile[]): RecordedFile[] {
  return files.map(({ path, byteLength, sha256 }) => ({
    path: relative(directory, path).replaceAll(sep, '/'),
    size_bytes: BigInt(byteLength),
    sha256,
  }));
}

/** The text of a record that says by `record_sha256` what it is: the hash of the text with 64 zeros in that place. */
export function sealedText(content: Readonly<Record<string, unknown>>): string {
  const text = formatJson({ ...content, record_sha256: UNSEALED } as JsonValue, {
    isInteger: isIntegerField,
  });
  return text.replace(SEAL, `$1${hashOf(text)}"`);
}

/** Whether the text of a record has changed since it was written; one without a seal is taken as it is. */
export function isSealBroken(text: string): boolean {
  const seal = SEAL.exec(text)?.[0].slice(-65, -1);
  return seal !== undefined && seal !== hashOf(text.replace(SEAL, `$1${UNSEALED}"`));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
