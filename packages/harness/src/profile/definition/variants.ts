/** An engine as it is measured: with a set of caches if it has any. */
export interface Variant {
  readonly engine: string;
  /** Set of caches as given to `--cache`; null for an engine without caches. */
  readonly cache: string | null;
  /** Threads that share the cells. */
  readonly workers: number;
  /** Unique within a profile; part of file names and shown in reports. */
  readonly label: string;
}

const EACH = 'each';
const LEFT_OUT = 'left-out';

/** Whether a word in a list of sets of caches stands for several sets. */
export function isWordForSets(word: string): boolean {
  return word === EACH || word === LEFT_OUT;
}

/**
 * The variants of a profile: engines without caches once, the others once per set of caches. The set `each` stands for
 * every flag alone, `left-out` for all flags but one, for every flag.
 *
 * @param flags names of all flags
 * @param workers threads of every variant
 */
export function variantsOf(
  engines: readonly string[],
  caches: readonly string[],
  hasCaches: (engine: string) => boolean,
  flags: readonly string[],
  workers = 1,
): Variant[] {
  const team = workers === 1 ? '' : `, ${workers} workers`;
  const sets = caches.flatMap((cache) => {
    if (cache === EACH) return flags;
    return cache === LEFT_OUT ? flags.map((flag) => `-${flag}`) : [cache];
  });
  return engines.flatMap((engine): Variant[] => {
    if (!hasCaches(engine)) return [{ engine, cache: null, workers, label: engine + team }];
    return [...new Set(sets)].map((cache) => ({
      engine,
      cache,
      workers,
      label: (cache === 'all' ? engine : `${engine}[${cache}]`) + team,
    }));
  });
}
