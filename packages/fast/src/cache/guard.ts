import type { InputBoard } from './board.ts';
import type { AnyCache } from './declare.ts';
import { INPUTS, type InputName, slotOf } from './inputs.ts';
import { isTypedArray } from './values.ts';

/** What `compute` of a cache sees: one property for each declared input and each cache that it uses. */
export type InputView = Readonly<Record<string, unknown>>;

/**
 * Returns the view of a cache on the board. Its properties follow the board, so it is made once.
 *
 * @param used Gives the value of a cache that is used, by the name of its property.
 */
export function createInputView(
  board: InputBoard,
  declaration: AnyCache,
  used: ReadonlyMap<string, () => unknown>,
): InputView {
  const view = {};
  const { keys, contents } = board;
  for (const input of declaration.inputs as readonly InputName[]) {
    const slot = slotOf(input);
    const get = INPUTS[input].kind === 'scalar' ? () => keys[slot] : () => contents[slot];
    Object.defineProperty(view, input, { get, enumerable: true });
  }
  for (const [name, get] of used) Object.defineProperty(view, name, { get, enumerable: true });
  return view;
}

/** A view for development: reading what is not declared throws, and so does a write to an input. */
export function trackInputs(view: InputView, cache: string): InputView {
  return new Proxy(view, {
    get(target, name) {
      if (typeof name === 'string' && !(name in target))
        throw new Error(`cache "${cache}" reads "${name}", which it does not declare`);
      return readOnly(Reflect.get(target, name), `an input of cache "${cache}"`);
    },
    set(_target, name) {
      throw new Error(`cache "${cache}" writes to its input "${String(name)}"`);
    },
  });
}

const GUARDED = Symbol('guarded');

function isGuarded(value: object): boolean {
  return (value as { [GUARDED]?: boolean })[GUARDED] === true;
}

const MUTATORS = new Set(['set', 'fill', 'sort', 'reverse', 'copyWithin', 'subarray', 'buffer']);

/**
 * Returns a view of a value through which it can be read but not written, for development and tests. In production the
 * value itself is handed out.
 *
 * @param what Names the value in the message.
 */
export function readOnly<Value>(value: Value, what: string): Value {
  if (value === null || typeof value !== 'object' || isGuarded(value)) return value;
  const refuse = (name: string | symbol) => {
    throw new TypeError(`${what} is read-only, but something writes to "${String(name)}"`);
  };
  return new Proxy(value, {
    get(target, name) {
      if (name === GUARDED) return true;
      if (isTypedArray(target) && MUTATORS.has(String(name))) refuse(name);
      const part = Reflect.get(target, name, target);
      if (typeof part === 'function') return part.bind(target);
      return readOnly(part, what);
    },
    set: (_target, name) => refuse(name),
    deleteProperty: (_target, name) => refuse(name),
    defineProperty: (_target, name) => refuse(name),
  });
}
