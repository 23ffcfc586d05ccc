/** Environment variables by name, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const TRUE = new Set(['1', 'true', 'yes', 'on', 'enable', 'enabled']);
const FALSE = new Set(['0', 'false', 'no', 'off', 'disable', 'disabled']);

/** A flag variable: true, false, or null when it is unset or no known word. */
export function environmentFlag(value: string | null | undefined): boolean | null {
  const word = value?.trim().toLowerCase() ?? '';
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : null;
}

/** A whole-number variable, null when it is unset or no decimal number. */
export function environmentInteger(value: string | null | undefined): number | null {
  const text = value?.trim() ?? '';
  if (!/^[-+]?\d+(?:_\d+)*$/.test(text)) return null;
  return Number(text.replaceAll('_', '')) + 0;
}

/** Variables whose values are only echoed under `threading.env`. */
export const THREAD_VARIABLES = [
  'CELL_THREAD_LIMIT',
  'NUMBA_NUM_THREADS',
  'OMP_NUM_THREADS',
  'MKL_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
] as const;

/** What the environment asks of a run; null means that it says nothing. No variable changes physics. */
export interface EnvironmentSettings {
  /** Force streaming on or off against the configuration; off wins. */
  readonly streaming: boolean | null;
  /** Force the archive on or off. */
  readonly archive: boolean | null;
  /** Row storage instead of columns. */
  readonly isColumnarDisabled: boolean;
  /** Compiled kernels off; kept for the echo. */
  readonly areKernelsDisabled: boolean;
  /** Collision caches off. */
  readonly isCollisionCacheDisabled: boolean;
  /** Values of `THREAD_VARIABLES`, null when unset. */
  readonly threads: Readonly<Record<(typeof THREAD_VARIABLES)[number], string | null>>;
}

/** Reads the variables that concern a run. */
export function environmentSettings(env: Environment): EnvironmentSettings {
  const general = environmentFlag(env['IO_STREAMING']);
  const isForcedOff = environmentFlag(env['FORCE_STREAMING_OFF']) === true || general === false;
  const isForcedOn = environmentFlag(env['FORCE_STREAMING_ON']) === true || general === true;
  return {
    streaming: isForcedOff ? false : isForcedOn ? true : null,
    archive: environmentFlag(env['IO_ARCHIVE']),
    isColumnarDisabled: environmentFlag(env['MARSDISK_DISABLE_COLUMNAR']) === true,
    areKernelsDisabled:
      environmentFlag(env['MARSDISK_NUMBA_DISABLE']) ??
      environmentFlag(env['MARSDISK_DISABLE_NUMBA']) ??
      false,
    isCollisionCacheDisabled: ['1', 'true', 'yes', 'on'].includes(
      env['MARSDISK_DISABLE_COLLISION_CACHE']?.toLowerCase() ?? '',
    ),
    threads: Object.fromEntries(
      THREAD_VARIABLES.map((name) => [name, env[name] ?? null]),
    ) as EnvironmentSettings['threads'],
  };
}
