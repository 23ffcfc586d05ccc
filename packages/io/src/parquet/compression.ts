import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { ConfigurationError } from '@marsdisk/core';
import type { CompressionCodec } from 'hyparquet';
import { compressSync } from 'snappy';

/** Values of `io.streaming.compression`. */
export type Compression = 'snappy' | 'zstd' | 'brotli' | 'gzip' | 'none';

export interface Codec {
  readonly name: CompressionCodec;
  /** Null where nothing is compressed. */
  readonly compress: ((bytes: Uint8Array) => Uint8Array) | null;
}

const CODECS: Readonly<Record<Compression, Codec>> = {
  // Memory handed over with each result costs more than copying it out.
  snappy: { name: 'SNAPPY', compress: (bytes) => compressSync(bytes, { copyOutputData: true }) },
  zstd: { name: 'ZSTD', compress: (bytes) => zstdCompressSync(bytes) },
  brotli: {
    name: 'BROTLI',
    // The default quality 11 is an archive setting, about a hundred times slower.
    compress: (bytes) =>
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  },
  gzip: { name: 'GZIP', compress: (bytes) => gzipSync(bytes) },
  none: { name: 'UNCOMPRESSED', compress: null },
};

/** The codec of a configured name. Throws `ConfigurationError` for an unknown one. */
export function codecOf(compression: Compression): Codec {
  const codec = CODECS[compression];
  if (codec === undefined)
    throw new ConfigurationError(
      `io.streaming.compression: ${String(compression)} is not one of ${Object.keys(CODECS).join(', ')}`,
    );
  return codec;
}
