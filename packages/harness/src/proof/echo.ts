import {
  type Cache,
  createCache,
  defineCache,
  INPUT_NAMES,
  INPUTS,
  type InputBoard,
  slotOf,
} from '@marsdisk/fast';
import { WrongAnswer } from './answer.ts';

/** A cache that holds nothing but its input, so that a key which takes two inputs for one shows in any answer. */
interface Echo {
  readonly slot: number;
  readonly cache: Cache<Float64Array>;
}

const CAPACITY = 4;

/** One cache for each scalar input. */
export function createEchoes(board: InputBoard): readonly Echo[] {
  return INPUT_NAMES.filter((input) => INPUTS[input].kind === 'scalar').map((input) => {
    const declaration = defineCache({
      name: `echo of ${input}`,
      seedItem: 'proof',
      holds: 'its input',
      unit: INPUTS[input].unit,
      inputs: [input],
      scope: 'run',
      capacity: CAPACITY,
      create: () => new Float64Array(1),
      compute: (inputs, out: Float64Array) => {
        out[0] = Number(inputs[input]);
      },
    });
    const options = { isEnabled: true };
    return {
      slot: slotOf(input),
      cache: createCache<Float64Array>(declaration, board, options, new Map()),
    };
  });
}

/**
 * Asks for every scalar.
 *
 * @throws WrongAnswer where it comes back as another one, in any bit
 */
export function askEchoes(board: InputBoard, echoes: readonly Echo[]): void {
  for (const { slot, cache } of echoes)
    if (!Object.is(cache.get(0)[0], board.keys[slot]))
      throw new WrongAnswer(
        `the key takes ${INPUT_NAMES[slot]} = ${board.keys[slot]} for ${cache.get(0)[0]}`,
      );
}
