import type { Dimensions } from './board.ts';
import type { InputName, InputValues } from './inputs.ts';

/** What a cache is, and why its answers are right: they depend on the declared inputs and on nothing else. */
export interface CacheDeclaration<
  Value extends object = object,
  Inputs extends InputName = InputName,
  Uses extends CacheUses = CacheUses,
  Scratch = unknown,
> {
  /** Name of its flag. */
  readonly name: string;
  /** Item of the performance plan, or the place of the cost map, that it answers. */
  readonly seedItem: string;
  /** What it holds, for people. */
  readonly holds: string;
  /** Functions of core that are not called when the value is found. */
  readonly spares: readonly PlainFunction[];
  /** Flags that leave it nothing to do. */
  readonly yieldsTo: readonly string[];
  /** Unit of what it holds. */
  readonly unit: string;
  /** Everything that the value depends on. The key is made of these alone. */
  readonly inputs: readonly Inputs[];
  /** Other caches whose values go into this one. Their inputs have to be inputs of this cache, too. */
  readonly uses: Uses;
  /** `cell`: every cell has entries of its own. `run`: all cells share them. */
  readonly scope: 'cell' | 'run';
  /** Entries of a cell, or of the run; beyond it the least recently used one goes. */
  readonly capacity: number;
  /**
   * Whether the memory of an evicted or rejected value serves for the next one, so that a miss allocates nothing. Such a
   * value has to be read before the cache is asked again. Otherwise a value is never written again once it was handed
   * out: the same object is the same value.
   */
  readonly recycles: boolean;
  /** Memory for one value. */
  readonly create: (dimensions: Dimensions) => Value;
  /** Memory to work in; holds nothing from one computation to the next. */
  readonly scratch: (dimensions: Dimensions) => Scratch;
  /**
   * Writes the value into `out`. It sees the inputs by name, the values of `uses` by name, and nothing else.
   */
  readonly compute: (
    inputs: Readonly<Pick<InputValues, Inputs>> & UsedValues<Uses>,
    out: Value,
    scratch: Scratch,
  ) => void;
}

/** A function of core, whatever it takes: only its name is looked at. */
export type PlainFunction = (...parameters: never[]) => unknown;

/** A declaration of any value. */
// biome-ignore lint/suspicious/noExplicitAny: the parameters of `compute` differ from cache to cache
export type AnyCache = CacheDeclaration<any, any, any, any>;

export type CacheUses = Readonly<Record<string, { readonly name: string }>>;

/** The value that a cache holds. */
export type ValueOf<Declaration> =
  // biome-ignore lint/suspicious/noExplicitAny: only the value matters
  Declaration extends CacheDeclaration<infer Value, any, any, any> ? Value : never;

export type UsedValues<Uses> = { readonly [Key in keyof Uses]: ValueOf<Uses[Key]> };

type Optional = 'uses' | 'scratch' | 'recycles' | 'spares' | 'yieldsTo';

/**
 * Declares a cache. From the declaration follow its flag, its key, its row in docs/caches.md, its statistics and the
 * tests that prove it right.
 *
 * @throws Error if it uses a cache that depends on more than it declares itself
 */
export function defineCache<
  Value extends object,
  const Inputs extends InputName,
  // biome-ignore lint/complexity/noBannedTypes: no uses
  const Uses extends CacheUses = {},
  Scratch = undefined,
>(
  given: Omit<CacheDeclaration<Value, Inputs, Uses, Scratch>, Optional> &
    Partial<Pick<CacheDeclaration<Value, Inputs, Uses, Scratch>, Optional>>,
): CacheDeclaration<Value, Inputs, Uses, Scratch> {
  const declaration = {
    uses: {} as Uses,
    recycles: false,
    spares: [],
    yieldsTo: [],
    scratch: () => undefined as Scratch,
    ...given,
  };
  const declared = new Set<InputName>(declaration.inputs);
  for (const used of Object.values(declaration.uses) as unknown as AnyCache[])
    for (const input of used.inputs as InputName[])
      if (!declared.has(input))
        throw new Error(
          `cache "${given.name}" uses "${used.name}" and has to declare its input "${input}", too`,
        );
  return declaration;
}
