import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { FileError } from '@marsdisk/core';
import { fileFailure, openPendingFile } from '@marsdisk/io';
import type { Checkpoint, CheckpointHeader } from './checkpoint.ts';

/** Changes when a checkpoint of before can no longer be read. */
const FORMAT = 2;
const MAGIC = 'marsdisk-checkpoint';
const LINE_FEED = 0x0a;

/**
 * Writes a checkpoint so that it appears complete or not at all, and is on the disk when this returns.
 *
 * The file has two lines of text and the content: magic, format and the SHA-256 of everything after the line; the header
 * as JSON; the content as Node's structured serialisation.
 *
 * @returns its size in bytes
 * @throws FileError naming the path and what to do
 */
export function writeCheckpoint(
  path: string,
  header: CheckpointHeader,
  checkpoint: Checkpoint,
): number {
  const content = serialize(checkpoint);
  const second = Buffer.from(`${JSON.stringify(header)}\n`, 'utf8');
  const sha256 = createHash('sha256').update(second).update(content).digest('hex');
  const file = openPendingFile(path);
  file.append(Buffer.from(`${MAGIC} ${FORMAT} ${sha256}\n`, 'latin1'));
  file.append(second);
  file.append(content);
  file.commit();
  return file.byteLength();
}

/**
 * Reads a checkpoint.
 *
 * @throws FileError when it is unreadable, no checkpoint, of another format, cut off or damaged
 */
export function readCheckpoint(path: string): { header: CheckpointHeader; checkpoint: Checkpoint } {
  const { header, content } = readVerified(path);
  return { header, checkpoint: deserialize(content) };
}

/** As `readCheckpoint`, without the content, which is only verified. */
export function readCheckpointHeader(path: string): CheckpointHeader {
  return readVerified(path).header;
}

function readVerified(path: string): { header: CheckpointHeader; content: Buffer } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw fileFailure('read', path, error);
  }
  const first = bytes.subarray(0, 256).indexOf(LINE_FEED);
  const [magic, format, sha256] = bytes.toString('latin1', 0, Math.max(first, 0)).split(' ');
  if (magic !== MAGIC) throw new FileError(`${path}: is no checkpoint`);
  if (format !== String(FORMAT))
    throw new FileError(
      `${path}: has format ${format}; this version reads format ${FORMAT}; resume with the version that wrote it`,
    );
  const rest = bytes.subarray(first + 1);
  if (createHash('sha256').update(rest).digest('hex') !== sha256)
    throw new FileError(`${path}: is cut off or damaged (its checksum does not fit)`);
  const second = rest.indexOf(LINE_FEED);
  return {
    // A header that names no commit was written when none was asked for.
    header: { commit: null, ...JSON.parse(rest.toString('utf8', 0, second)) },
    content: rest.subarray(second + 1),
  };
}
