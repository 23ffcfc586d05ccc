import { type DeclaredVariable, ENVIRONMENT_VARIABLES } from './declared.ts';

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

const DECLARED: ReadonlyMap<string, DeclaredVariable> = new Map(
  ENVIRONMENT_VARIABLES.map((variable) => [variable.name, variable]),
);

/** The number that a variable of the kind `count` comes to: what it says, at least its least one, else its standard. */
export function environmentCount(env: Environment, name: string): number {
  const { least = Number.NEGATIVE_INFINITY, standard = 0 } = DECLARED.get(name) ?? {};
  return Math.max(least, environmentInteger(env[name]) ?? standard);
}

const FLAG_WORDS = `${[...TRUE].join(', ')} or ${[...FALSE].join(', ')}`;
const SWITCH_WORDS = ['1', 'true', 'yes', 'on'];

/** Sentences about variables whose values do not mean what they should, and what is done instead. */
export function environmentWarnings(env: Environment): string[] {
  const found: string[] = [];
  for (const variable of ENVIRONMENT_VARIABLES as readonly DeclaredVariable[]) {
    const value = env[variable.name];
    if (value === undefined || value.trim() === '') continue;
    const allowed = allowedInstead(variable, value);
    if (allowed !== null) found.push(`${variable.name}="${value}": ${allowed}`);
  }
  return found;
}

/** What is allowed and what is done; null if the value is as it should be. */
function allowedInstead({ name, kind, least }: DeclaredVariable, value: string): string | null {
  if (kind === 'count') {
    const number = environmentInteger(value);
    if (number !== null && number >= (least ?? number)) return null;
    const range = least === undefined ? '' : ` of at least ${least}`;
    return `it must be a whole number${range}; ${environmentCount({ [name]: value }, name)} is taken`;
  }
  if (kind === 'flag' && environmentFlag(value) === null)
    return `it must be ${FLAG_WORDS}; it is ignored`;
  if (kind === 'switch' && !isSwitchedOn(value) && environmentFlag(value) !== false)
    return `it must be ${SWITCH_WORDS.join(', ')}, without blanks; it is ignored`;
  return null;
}

/** Whether a variable of the kind `switch` is on. */
function isSwitchedOn(value: string | undefined): boolean {
  return SWITCH_WORDS.includes(value?.toLowerCase() ?? '');
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
    areKernelsDisabled:
      environmentFlag(env['MARSDISK_NUMBA_DISABLE']) ??
      environmentFlag(env['MARSDISK_DISABLE_NUMBA']) ??
      false,
    isCollisionCacheDisabled: isSwitchedOn(env['MARSDISK_DISABLE_COLLISION_CACHE']),
    threads: Object.fromEntries(
      THREAD_VARIABLES.map((name) => [name, env[name] ?? null]),
    ) as EnvironmentSettings['threads'],
  };
}
