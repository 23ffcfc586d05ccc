import type { ColumnData } from '@marsdisk/core';
import { formatDouble } from '../format/number.ts';

/**
 * How the entries of a column read in a CSV file: doubles in shortest form, integers without a point, flags `True` and
 * `False`, null as an empty field.
 *
 * @param isInteger whether the column is declared as integer
 * @returns the text of row i
 */
export function cellTexts(
  data: ColumnData,
  isInteger: boolean,
  name: string,
): (row: number) => string {
  switch (data.kind) {
    case 'values':
      return repeatingTexts(data.values, isInteger);
    case 'integers': {
      const { values } = data;
      return (row) => numberText(values[row] as number, isInteger);
    }
    case 'flags': {
      const { values } = data;
      return (row) => FLAG_TEXTS[values[row] as number] as string;
    }
    case 'gather': {
      const { index } = data;
      const texts = Array.from(data.values, (value) => numberText(value, isInteger));
      return (row) => texts[index[row] as number] as string;
    }
    case 'text': {
      const { codes } = data;
      const texts = data.dictionary.map((text) => (text === null ? '' : quoted(text)));
      return (row) => texts[codes[row] as number] as string;
    }
    case 'constant': {
      const text = constantText(data.value, isInteger);
      return () => text;
    }
    case 'struct':
      throw new TypeError(`column ${name} is a struct, which a CSV file cannot hold`);
    default:
      return data satisfies never;
  }
}

/** How many texts of a column are remembered; the number of cells is mostly smaller. */
const REMEMBERED = 128;

/**
 * Texts of doubles of which many were there before: a time in the rows of all cells, the first mass of each cell, a
 * difference of 0. A value is looked for in one place, which its bits tell.
 */
function repeatingTexts(values: Float64Array, isInteger: boolean): (row: number) => string {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const known = new Float64Array(REMEMBERED).fill(Number.NaN);
  const texts = new Array<string>(REMEMBERED).fill(numberText(Number.NaN, isInteger));
  return (row) => {
    const value = values[row] as number;
    const bits = (words[2 * row] as number) ^ (words[2 * row + 1] as number);
    const place = Math.imul(bits, 0x9e3779b1) >>> 25;
    if (!Object.is(value, known[place])) {
      known[place] = value;
      texts[place] = numberText(value, isInteger);
    }
    return texts[place] as string;
  };
}

/** Indexed by the stored flag. */
const FLAG_TEXTS = ['False', 'True', ''];

function numberText(value: number, isInteger: boolean): string {
  if (Number.isNaN(value)) return '';
  return isInteger ? String(value) : formatDouble(value);
}

function constantText(value: number | string | boolean | null, isInteger: boolean): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value, isInteger);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return quoted(value);
}

/** A field in quotes where commas, quotes or line breaks ask for them. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
