import {
  type AnyCache,
  type Cache,
  createCache,
  createInputView,
  type InputBoard,
  type InputName,
} from '../src/index.ts';

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

/**
 * A real cache with the key of the reference: made of some of its inputs only, while the computation sees them all.
 *
 * @param key inputs that the reference looks at
 */
export function withReferenceKey<Value extends object>(
  declaration: AnyCache,
  board: InputBoard,
  key: readonly InputName[],
): Cache<Value> {
  const inputs = createInputView(board, declaration, new Map());
  const variant = {
    ...declaration,
    inputs: key,
    compute: (_: unknown, out: Value, scratch: unknown) =>
      declaration.compute(inputs as never, out, scratch),
  };
  return createCache<Value>(variant, board, { isEnabled: true }, new Map());
}
