import type { Engine } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { askEngines, createEngineBench } from '../src/proof/engines.ts';
import { createWorld, type World } from '../src/proof/world.ts';

/** Enough rounds for every engine to be asked every question, with and without the others. */
const ROUNDS = 120;

/** Asks engines of which one method is wrong, while the world moves now and then. */
function ask(spoil: (engine: Engine) => Partial<Engine>, move: (world: World) => void): void {
  const world = createWorld();
  const bench = createEngineBench(world);
  bench.engines = bench.engines.map((engine) => ({ ...engine, ...spoil(engine) }));
  for (let round = 0; round < ROUNDS; round++) {
    if (round % 7 === 6) move(world);
    askEngines(world, bench);
  }
}

/** What a method was asked first, again and again. */
function first<Value>(): (value: Value) => Value {
  let kept: Value | undefined;
  return (value) => {
    kept ??= value;
    return kept;
  };
}

const WRONG: Readonly<
  Record<string, [(engine: Engine) => Partial<Engine>, (world: World) => void]>
> = {
  'the first floor of the supply': [
    (engine) => {
      const of = first<number>();
      return { supplySource: (rate, floor, out) => engine.supplySource(rate, of(floor), out) };
    },
    (world) => {
      world.floor *= 1.01;
    },
  ],
  'a floor that moves only by more than 1e-7 m': [
    (engine) => {
      let kept = Number.NaN;
      return {
        supplySource: (rate, floor, out) => {
          if (!(Math.abs(floor - kept) < 1e-7)) kept = floor;
          engine.supplySource(rate, kept, out);
        },
      };
    },
    (world) => {
      world.floor += 3e-8;
    },
  ],
  'the first distribution of a cell': [
    (engine) => {
      const of = first<Float64Array>();
      return { opacity: (cell, number) => engine.opacity(cell, of(number.slice())) };
    },
    (world) => {
      world.numbers[0]![2]! *= 2;
    },
  ],
  'the first temperature': [
    (engine) => {
      const of = first<number>();
      return { radiation: (temperature, out) => engine.radiation(of(temperature), out) };
    },
    (world) => {
      world.temperature *= 1 + Number.EPSILON;
    },
  ],
  'the first blow-out size': [
    (engine) => {
      const of = first<number>();
      return {
        blowoutSink: (isOn, aBlow, time, out) => engine.blowoutSink(isOn, of(aBlow), time, out),
      };
    },
    (world) => {
      world.aBlow *= 3;
    },
  ],
  'the first velocity, but for its last bits': [
    (engine) => {
      const of = first<number>();
      return {
        collisionRates: (query, rates) => {
          const vRel = Math.abs(query.vRel - 3600) < 1e-6 ? of(query.vRel) : query.vRel;
          engine.collisionRates({ ...query, vRel }, rates);
        },
      };
    },
    (world) => {
      world.vRel *= 1 + 2 ** -43;
    },
  ],
};

describe('the proof of the engines', () => {
  it.each(Object.entries(WRONG))('finds an engine that keeps %s', (_, [spoil, move]) => {
    expect(() => ask(spoil, move)).toThrow(expect.objectContaining({ name: 'WrongAnswer' }));
  });

  it.each(Object.entries(WRONG))('finds nothing in one that does not keep %s', (_, [, move]) => {
    expect(() => ask(() => ({}), move)).not.toThrow();
  });
});
