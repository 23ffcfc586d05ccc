import { entry, isMapping, type Mapping, setEntry } from './mapping.ts';

/** Root key that an entry of the `physics` block stands for. */
export function physicsTarget(key: string): string {
  return key === 'mode' ? 'physics_mode' : key;
}

/** `upper` laid over `lower`: mappings are merged entry by entry, everything else of `upper` wins, null included. */
function overlaid(lower: unknown, upper: unknown): unknown {
  if (!isMapping(lower) || !isMapping(upper)) return upper;
  const merged: Mapping = { ...lower };
  for (const [key, value] of Object.entries(upper))
    setEntry(merged, key, Object.hasOwn(lower, key) ? overlaid(lower[key], value) : value);
  return merged;
}

/**
 * The document with its `physics` block moved to the root: `mode` becomes `physics_mode`, every other entry keeps its
 * name. What the root says already wins, field by field. If the block holds both `mode` and `physics_mode` the first
 * one wins. A block that is no mapping is dropped.
 */
export function mergePhysicsBlock(document: Mapping): Mapping {
  if (!Object.hasOwn(document, 'physics')) return document;
  const { physics, ...root } = document;
  const block: Mapping = {};
  if (isMapping(physics))
    for (const [key, value] of Object.entries(physics)) {
      const target = physicsTarget(key);
      if (!Object.hasOwn(block, target)) setEntry(block, target, value);
    }
  for (const [key, value] of Object.entries(block))
    setEntry(root, key, Object.hasOwn(root, key) ? overlaid(value, entry(root, key)) : value);
  return root;
}
