import { type Dimensions, type InputBoard, UNSETTLED, type Watcher } from './board.ts';
import type { AnyCache } from './declare.ts';
import { createInputView, type InputView, readOnly, trackInputs } from './guard.ts';
import { INPUT_NAMES, type InputName, slotOf } from './inputs.ts';
import { type StaleAnswer, StaleCacheError } from './stale.ts';
import { copyOf, isStorable, sameBits } from './values.ts';

/** How often a cache answered, and how. */
export interface CacheStatistics {
  readonly name: string;
  /** Answers from memory. */
  readonly hits: number;
  /** Answers that had to be computed. */
  readonly misses: number;
  /** Stored values that made room for others. */
  readonly evictions: number;
  /** Computed values that were not stored, because they or their key are not finite. */
  readonly rejections: number;
}

/** A cache of a run. */
export interface Cache<Value> {
  /**
   * The value for what is on the board. It is to be read only; see `recycles` of the declaration for how long. A cache that
   * is off computes into the same memory every time.
   *
   * @param cell Index of the cell that asks; only caches of scope `cell` look at it.
   */
  readonly get: (cell: number) => Value;
  readonly statistics: () => CacheStatistics;
}

/** How a cache of a run works. */
export interface CacheOptions {
  /** Whether anything is stored. If not, every answer is computed. */
  readonly isEnabled: boolean;
  /** Whether values are guarded against writes and inputs against undeclared reads. */
  readonly isGuarded?: boolean;
  /** Whether every hit is computed again and compared, and whether writes to stored values are looked for. */
  readonly isShadowed?: boolean;
  /** An input that is left out of the key, to see the tests fail. */
  readonly droppedInput?: string | null;
  /** The step that is being taken, for messages. */
  readonly step?: () => number;
}

/** The last answer of a cache, which holds as long as no key changes, and what was counted. */
interface Latest<Value> extends Watcher {
  answer: Value | null;
  hits: number;
  misses: number;
  evictions: number;
  rejections: number;
}

/**
 * Returns a cache of a run: entries in sets, one set a cell or one for all, with the least recently used entry of a set
 * going first. A key is compared number by number, so that neither a hit nor a miss builds anything, and not even that
 * as long as no key on the board changes.
 *
 * @param used Gives the values of the caches that this one uses, for a cell.
 */
export function createCache<Value extends object>(
  declaration: AnyCache,
  board: InputBoard,
  options: CacheOptions,
  used: ReadonlyMap<string, (cell: number) => unknown>,
): Cache<Value> {
  const { name, capacity, recycles } = declaration;
  const { dimensions } = board;
  const isPerCell = declaration.scope === 'cell';
  const sets = isPerCell ? dimensions.cells : 1;
  const entries = sets * capacity;
  const inputs = declaration.inputs as readonly InputName[];
  const slots = Int32Array.from(
    inputs.filter((input) => input !== options.droppedInput),
    slotOf,
  );
  const width = slots.length;
  const boardKeys = board.keys;
  const last: Latest<Value> = {
    settled: UNSETTLED,
    answer: null,
    hits: 0,
    misses: 0,
    evictions: 0,
    rejections: 0,
  };
  for (const slot of slots) board.watchers[slot].push(last);
  const keys = new Float64Array(entries * width).fill(Number.NaN);
  const values: (Value | null)[] = new Array(entries).fill(null);
  /** The values as they were stored, in shadow mode. */
  const copies: unknown[] | null = options.isShadowed ? new Array(entries).fill(null) : null;
  /** When an entry was used last; 0 for an empty one. */
  const lastUse = new Float64Array(entries);
  /** The entry of a set that answered last. */
  const latest = Int32Array.from({ length: sets }, (_, set) => set * capacity);
  const create = declaration.create as (dimensions: Dimensions) => Value;
  const compute = declaration.compute as (inputs: InputView, out: Value, scratch: unknown) => void;
  const scratch = declaration.scratch(dimensions);
  let askingCell = 0;
  const usedHere = new Map(
    Array.from(used, ([key, get]): [string, () => unknown] => [key, () => get(askingCell)]),
  );
  const plainView = createInputView(board, declaration, usedHere);
  const view: InputView = options.isGuarded ? trackInputs(plainView, name) : plainView;
  let clock = 0;
  /** Memory for the next value, once there was one; it becomes an entry if that value may be stored. */
  let spare: Value | null = null;

  function matches(entry: number): boolean {
    const at = entry * width;
    for (let i = 0; i < width; i++) {
      const a = keys[at + i];
      const b = boardKeys[slots[i]];
      // 0 and −0 compare as equal but are different inputs. NaN never matches.
      if (a !== b || (a === 0 && 1 / a !== 1 / b)) return false;
    }
    return lastUse[entry] !== 0;
  }

  /** Short, so that it is compiled into the functions that ask. */
  function find(cell: number): Value {
    const set = isPerCell ? cell : 0;
    if (last.settled !== set) return compare(set, cell);
    last.hits += 1;
    return last.answer as Value;
  }

  function compare(set: number, cell: number): Value {
    const entry = latest[set];
    return matches(entry) ? answer(set, entry) : search(set, entry, cell);
  }

  function answer(set: number, entry: number): Value {
    const value = values[entry] as Value;
    last.hits += 1;
    last.settled = set;
    last.answer = value;
    return value;
  }

  /** Looks through the other entries of a set, beginning with the one that follows: questions tend to come in turn. */
  function search(set: number, first: number, cell: number): Value {
    const start = set * capacity;
    let entry = first;
    for (let i = 1; i < capacity; i++) {
      entry = entry + 1 === start + capacity ? start : entry + 1;
      if (!matches(entry)) continue;
      use(first);
      use(entry);
      latest[set] = entry;
      return answer(set, entry);
    }
    return miss(start, set, first, cell);
  }

  function miss(start: number, set: number, first: number, cell: number): Value {
    last.misses += 1;
    askingCell = cell;
    const value = spare ?? create(dimensions);
    compute(view, value, scratch);
    if (!hasFiniteKey() || !isStorable(value)) {
      last.rejections += 1;
      spare = recycles ? value : null;
      return value;
    }
    use(first);
    let oldest = start;
    for (let i = 1; i < capacity; i++) if (lastUse[start + i] < lastUse[oldest]) oldest = start + i;
    if (lastUse[oldest] !== 0) {
      refuseWritten(oldest, cell);
      last.evictions += 1;
    }
    lastUse[oldest] = 1;
    use(oldest);
    latest[set] = oldest;
    last.settled = set;
    last.answer = value;
    for (let i = 0; i < width; i++) keys[oldest * width + i] = boardKeys[slots[i]];
    spare = recycles ? values[oldest] : null;
    values[oldest] = value;
    if (copies !== null) copies[oldest] = copyOf(value);
    return value;
  }

  /** Makes an entry the most recently used one. The latest entry answers without this, so its use is noted afterwards. */
  function use(entry: number): void {
    if (lastUse[entry] === 0) return;
    clock += 1;
    lastUse[entry] = clock;
  }

  function hasFiniteKey(): boolean {
    for (let i = 0; i < width; i++) if (Number.isNaN(boardKeys[slots[i]])) return false;
    return true;
  }

  function computeAlways(cell: number): Value {
    last.misses += 1;
    askingCell = cell;
    spare ??= create(dimensions);
    compute(view, spare, scratch);
    return spare;
  }

  function findAndCompare(cell: number): Value {
    const hits = last.hits;
    const value = find(cell);
    if (last.hits === hits) return value;
    const entry = latest[isPerCell ? cell : 0];
    refuseWritten(entry, cell);
    askingCell = cell;
    const fresh = create(dimensions);
    compute(view, fresh, scratch);
    if (!sameBits(value, fresh)) throw wrong(entry, cell, 'stale', fresh);
    return value;
  }

  /** In shadow mode, throws if a stored value is not any more what it was. */
  function refuseWritten(entry: number, cell: number): void {
    if (copies !== null && !sameBits(values[entry], copies[entry]))
      throw wrong(entry, cell, 'written', copies[entry]);
  }

  function wrong(entry: number, cell: number, fault: StaleAnswer['fault'], expected: unknown) {
    return new StaleCacheError({
      cache: name,
      fault,
      cell: isPerCell ? cell : null,
      step: options.step?.() ?? Number.NaN,
      key: Array.from(slots, (slot, i) => [
        INPUT_NAMES[slot] as InputName,
        keys[entry * width + i],
      ]),
      inputs: inputs.map((input) => [input, boardKeys[slotOf(input)]]),
      stored: values[entry],
      expected,
    });
  }

  const ask = options.isEnabled ? (options.isShadowed ? findAndCompare : find) : computeAlways;
  const get = options.isGuarded
    ? (cell: number) => readOnly(ask(cell), `a value of cache "${name}"`)
    : ask;
  return {
    get,
    statistics: () => ({
      name,
      hits: last.hits,
      misses: last.misses,
      evictions: last.evictions,
      rejections: last.rejections,
    }),
  };
}
