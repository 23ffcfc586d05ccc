/** An engine as it is measured: with a set of caches if it has any. */
export interface Variant {
  readonly engine: string;
  /** Set of caches as given to `--cache`; null for an engine without caches. */
  readonly cache: string | null;
  /** Unique within a profile; part of file names and shown in reports. */
  readonly label: string;
}

/** The variants of a profile: engines without caches once, the others once per set of caches. */
export function variantsOf(
  engines: readonly string[],
  caches: readonly string[],
  hasCaches: (engine: string) => boolean,
): Variant[] {
  return engines.flatMap((engine): Variant[] => {
    if (!hasCaches(engine)) return [{ engine, cache: null, label: engine }];
    return caches.map((cache) => ({
      engine,
      cache,
      label: cache === 'all' ? engine : `${engine}[${cache}]`,
    }));
  });
}
