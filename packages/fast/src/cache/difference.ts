import { isTypedArray, sameBits } from './values.ts';

/** Numbers and booleans of a value at any depth, with their places: `masses[3]`, `flux`. */
function* partsOf(value: unknown, place = ''): Generator<readonly [place: string, part: unknown]> {
  if (isTypedArray(value) || Array.isArray(value))
    for (let k = 0; k < value.length; k++) yield* partsOf(value[k], `${place}[${k}]`);
  else if (value !== null && typeof value === 'object')
    for (const [name, part] of Object.entries(value))
      yield* partsOf(part, place === '' ? name : `${place}.${name}`);
  else yield [place, value];
}

/**
 * Says in a few words how a stored value differs from the expected one: where first, by what, and in how many numbers.
 * For example `at masses[3] 1.5 is stored, 2.5 is expected; 2 of 40 numbers differ`.
 */
export function differenceText(stored: unknown, expected: unknown): string {
  const actual = new Map(partsOf(stored));
  const wanted = new Map(partsOf(expected));
  const places = [...new Set([...wanted.keys(), ...actual.keys()])];
  const different = places.filter((place) => !sameBits(actual.get(place), wanted.get(place)));
  const [first] = different;
  if (first === undefined) return 'no number differs';
  const at = first === '' ? '' : `at ${first} `;
  return (
    `${at}${text(actual.get(first))} is stored, ${text(wanted.get(first))} is expected; ` +
    `${different.length} of ${places.length} numbers differ`
  );
}

function text(part: unknown): string {
  return part === undefined ? 'nothing' : Object.is(part, -0) ? '-0' : String(part);
}
