import { changedGrid } from '@marsdisk/core';
import fc from 'fast-check';
import { askAll, type Bench } from './bench.ts';
import { beginRun } from './engines.ts';
import {
  injectionOf,
  radiationOf,
  strengthOf,
  WORLD_BINS,
  WORLD_CELLS,
  type World,
} from './world.ts';

/** Something that happens to the world, after which every cache is asked. */
export type WorldCommand = fc.Command<World, Bench>;

function command(text: string, happen: (world: World, bench: Bench) => void): WorldCommand {
  return {
    check: () => true,
    run: (world, bench) => {
      happen(world, bench);
      askAll(world, bench);
    },
    toString: () => text,
  };
}

const bin = fc.nat(WORLD_BINS - 1);
const cell = fc.nat(WORLD_CELLS - 1);
/** Factors that keep neighbouring bins in order, down to the last bit of a number. */
const factor = fc.constantFrom(
  ...[1, 1 + Number.EPSILON, 1 - Number.EPSILON / 2, 1 + 2 ** -43, 1.001, 0.99, 1.25],
);

/** An array with one value multiplied. */
function scaled(array: Float64Array, at: number, by: number): Float64Array {
  const copy = array.slice();
  copy[at] = copy[at]! * by;
  return copy;
}

const grids = [
  fc.tuple(bin, factor).map(([k, by]) =>
    command(`sizes[${k}] *= ${by}`, (world) => {
      const { grid, versions } = world;
      world.grid = changedGrid(grid, { sizes: scaled(grid.sizes, k, by) }, versions);
    }),
  ),
  fc.tuple(fc.nat(WORLD_BINS), factor).map(([k, by]) =>
    command(`edges[${k}] *= ${by}`, (world) => {
      const { grid, versions } = world;
      world.grid = changedGrid(grid, { edges: scaled(grid.edges, k, by) }, versions);
    }),
  ),
  fc.constantFrom(0.5, 0.8, 1.25, 2).map((by) =>
    command(`all edges *= ${by}`, (world) => {
      const { grid, versions } = world;
      world.grid = changedGrid(grid, { edges: grid.edges.map((edge) => edge * by) }, versions);
    }),
  ),
  fc.tuple(bin, factor).map(([k, by]) =>
    command(`widths[${k}] *= ${by}`, (world) => {
      const { grid, versions } = world;
      world.grid = changedGrid(grid, { widths: scaled(grid.widths, k, by) }, versions);
    }),
  ),
  fc.constantFrom(3000, 3270, 1500.5).map((rho) =>
    command(`density of the grid = ${rho}`, (world) => {
      world.grid = changedGrid(world.grid, { rho }, world.versions);
    }),
  ),
  bin.map((k) =>
    command(`sizes[${k}] = NaN for a moment`, (world, bench) => {
      const before = world.grid;
      const { versions } = world;
      world.grid = changedGrid(before, { sizes: scaled(before.sizes, k, Number.NaN) }, versions);
      askAll(world, bench);
      world.grid = before;
    }),
  ),
  fc.constant(
    command('the grid is that of the start', (world) => {
      world.grid = world.firstGrid;
    }),
  ),
];

const distributions = [
  fc
    .tuple(cell, bin, fc.constantFrom(0, -0, 2, 1 + Number.EPSILON, Number.NaN, -1))
    .map(([at, k, by]) =>
      command(`distribution of cell ${at}: number[${k}] *= ${by}, in place`, (world) => {
        const number = world.numbers[at]!;
        number[k] = number[k]! * by;
      }),
    ),
  cell.map((at) =>
    command(`distribution of cell ${at} starts anew`, (world) => {
      world.numbers[at] = world.grid.sizes.map((s) => (at + 1) * s ** -3.5);
    }),
  ),
  fc.tuple(cell, cell).map(([from, to]) =>
    command(`distribution of cell ${to} = that of cell ${from}`, (world) => {
      world.numbers[to] = world.numbers[from]!.slice();
    }),
  ),
];

/** A value out of many, to put the capacity under pressure, or out of few, to come back to. */
function steps(count: number, first: number, step: number): fc.Arbitrary<number> {
  return fc.oneof(
    fc.nat(count).map((k) => first + k * step),
    fc.nat(3).map((k) => first + k * step),
  );
}

type Scalar = 'rho' | 'vRel' | 'alpha' | 'floor' | 'temperature' | 'qAbs' | 'aBlow' | 'cell';

function set(input: Scalar, values: fc.Arbitrary<number>): fc.Arbitrary<WorldCommand> {
  return values.map((value) =>
    command(`${input} = ${Object.is(value, -0) ? '-0' : value}`, (world) => {
      world[input] = value;
    }),
  );
}

const ulp = 2 ** -41;
const scalars = [
  set('cell', cell),
  set('rho', fc.constantFrom(3000, 3270, 2999.9999999999995, 0, -0, Number.NaN)),
  set(
    'vRel',
    fc.oneof(fc.constantFrom(3600, 3600 + ulp, 3600 - ulp, 0, -0, Number.NaN), steps(12, 900, 700)),
  ),
  set('alpha', fc.constantFrom(3.5, 3, 2.25, 1, 1.5, 4, Number.NaN)),
  set('floor', steps(60, 1e-6, 3e-3)),
  set('floor', fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY)),
  set('temperature', fc.oneof(steps(60, 1500, 70), fc.constantFrom(500, Number.NaN))),
  set('qAbs', fc.constantFrom(1, 0.5, 0.9999999999999999, Number.NaN)),
  set('aBlow', fc.oneof(steps(60, 1e-6, 1e-3), fc.constantFrom(Number.NaN, 0))),
  // Moves so small that a rule which looks for larger ones would miss them.
  fc
    .tuple(fc.constantFrom('rho', 'vRel', 'floor', 'temperature', 'qAbs', 'aBlow'), factor)
    .map(([input, by]) =>
      command(`${input} *= ${by}`, (world) => {
        world[input] *= by;
      }),
    ),
];

/** More values in a row than any cache holds. */
const sweeps = [
  fc.nat(20).map((first) =>
    command(`temperature, floor and aBlow sweep from ${first}`, (world, bench) => {
      const { temperature, floor, aBlow } = world;
      for (let k = first; k < first + 40; k++) {
        world.temperature = 1500 + 70 * k;
        world.floor = 1e-6 + 3e-3 * k;
        world.aBlow = 1e-6 + 1e-3 * k;
        askAll(world, bench);
      }
      Object.assign(world, { temperature, floor, aBlow });
    }),
  ),
];

const contents = [
  fc
    .record({
      scale: fc.constantFrom(1, 5.574),
      isCgs: fc.boolean(),
      mu: fc.constantFrom(0.45, 0.41),
    })
    .map((of) =>
      command(`strength law ${JSON.stringify(of)}`, (world) => {
        world.strength = strengthOf(of);
      }),
    ),
  fc
    .record({
      mode: fc.constantFrom('powerlaw_bins', 'min_bin', 'initial_psd'),
      q: fc.constantFrom(3.5, 1, 2),
      sMin: fc.constantFrom(null, 1e-4),
      sMax: fc.constantFrom(null, 1e-2),
      tilt: fc.constantFrom(1, 2),
    })
    .map((of) =>
      command(`injection ${JSON.stringify(of)}`, (world) => {
        world.injection = injectionOf(of, world.grid);
      }),
    ),
  fc
    .record({
      sMin: fc.constantFrom(1e-7, 1e-5),
      rho: fc.constantFrom(3000, 3270),
      qpr: fc.constantFrom(1, 0.8, -1),
      isTable: fc.boolean(),
    })
    .map((of) =>
      command(`radiation ${JSON.stringify(of)}`, (world) => {
        world.radiation = radiationOf(of);
      }),
    ),
  fc.tuple(cell, factor).map(([at, by]) =>
    command(`radii[${at}] *= ${by}`, (world) => {
      world.radii = scaled(world.radii, at, by);
    }),
  ),
];

const runs = [
  fc.constant(
    command('a run begins with what there is', (world, { engines }) => {
      if (engines !== null) beginRun(world, engines);
    }),
  ),
];

/** Everything that can happen to the world. */
export const WORLD_COMMANDS: fc.Arbitrary<WorldCommand>[] = [
  ...grids,
  ...distributions,
  ...scalars,
  ...sweeps,
  ...contents,
  ...runs,
];
