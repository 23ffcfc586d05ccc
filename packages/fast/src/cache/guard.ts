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

/** Methods and properties of typed arrays and maps that write, or give a way to. */
const MUTATORS = new Set([
  ...['set', 'fill', 'sort', 'reverse', 'copyWithin', 'subarray', 'buffer'],
  ...['add', 'delete', 'clear'],
]);

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
  // Their methods work on the object itself, not on a view of it.
  const hasInside = isTypedArray(value) || value instanceof Map || value instanceof Set;
  const view: Value & object = new Proxy(value, {
    get(target, name) {
      if (name === GUARDED) return true;
      if (hasInside && MUTATORS.has(String(name))) refuse(name);
      const part: unknown = Reflect.get(target, name, hasInside ? target : view);
      if (typeof part !== 'function') return readOnly(part, what);
      return hasInside && name !== 'constructor' ? readingMethod(part, target, view) : part;
    },
    getOwnPropertyDescriptor(target, name) {
      const descriptor = Reflect.getOwnPropertyDescriptor(target, name);
      if (descriptor !== undefined && 'value' in descriptor)
        descriptor.value = readOnly(descriptor.value, what);
      return descriptor;
    },
    set: (_target, name) => refuse(name),
    deleteProperty: (_target, name) => refuse(name),
    defineProperty: (_target, name) => refuse(name),
    setPrototypeOf: () => refuse('prototype'),
    preventExtensions: () => refuse('extensions'),
  });
  return view;
}

/** A method that works on the object itself, without giving it away: neither to a callback nor as its result. */
// biome-ignore lint/complexity/noBannedTypes: what `typeof` calls a function
function readingMethod(method: Function, target: object, view: object): unknown {
  const hide = (part: unknown) => (part === target ? view : part);
  return (...args: unknown[]) => {
    const hidden = args.map((arg) =>
      typeof arg === 'function'
        ? function (this: unknown, ...given: unknown[]) {
            return arg.apply(this, given.map(hide));
          }
        : arg,
    );
    return hide(method.apply(target, hidden));
  };
}
