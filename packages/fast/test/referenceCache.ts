/** A cache by the reference's rule: whatever has an equal key is the same. First in, first out beyond the capacity. */
export function referenceCache<Value>(capacity = 32) {
  const entries = new Map<string, Value>();
  let misses = 0;
  return {
    get: (key: readonly unknown[], compute: () => Value): Value => {
      const name = JSON.stringify(key);
      const known = entries.get(name);
      if (known !== undefined) return known;
      misses += 1;
      if (entries.size >= capacity) entries.delete(entries.keys().next().value as string);
      const value = compute();
      entries.set(name, value);
      return value;
    },
    misses: () => misses,
  };
}
