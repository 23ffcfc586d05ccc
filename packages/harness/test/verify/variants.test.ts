import { FLAG_NAMES } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import { engineSpec } from '../../src/engines.ts';
import { proofTasks, proveInvalidation } from '../../src/verify/proof.ts';
import { selectVerification } from '../../src/verify/selection.ts';
import { allVariants, randomSubsets } from '../../src/verify/variants.ts';

const flagsOf = (variant: ReturnType<typeof allVariants>[number]) =>
  variant.engine.engine === 'fast' ? variant.engine.flags : null;

describe('the variants of a verification', () => {
  const variants = allVariants();
  const of = (check: string) => variants.filter((variant) => variant.check === check);

  it('hold every optimisation alone and every one left out', () => {
    expect(of('each').map(flagsOf)).toEqual(FLAG_NAMES.map((name) => [name]));
    expect(of('left out').map(flagsOf)).toEqual(
      FLAG_NAMES.map((name) => FLAG_NAMES.filter((other) => other !== name)),
    );
  });

  it('demand every bit of the plain engine when all is off, and only then', () => {
    for (const variant of variants.filter(({ reference }) => reference === 'plain')) {
      const isPlain = (flagsOf(variant) ?? []).length === 0;
      expect(variant.comparison).toBe(isPlain ? 'identical' : 'by class');
    }
    expect(of('off')).toHaveLength(1);
  });

  it('can each be run alone by what --cache says', () => {
    for (const variant of variants.filter(({ team }) => team === null)) {
      const spec = engineSpec('fast', variant.name);
      expect(spec).toMatchObject({ flags: flagsOf(variant), engine: 'fast' });
    }
  });

  it('recompute every hit in shadow mode', () => {
    expect(of('shadow')).toMatchObject([{ engine: { shadow: true, flags: FLAG_NAMES } }]);
  });

  it('share the cells among 1, 2 and 3 threads, and demand every bit of the same engine without', () => {
    expect(of('workers').map(({ engine, team }) => [engine.engine, team?.threads])).toEqual([
      ['core', 3],
      ['fast', 1],
      ['fast', 2],
      ['fast', 3],
    ]);
    for (const variant of of('workers'))
      expect(variant).toMatchObject({ reference: 'alone', comparison: 'identical' });
    // Where threads help each other, the first one may do it all, and nothing is said about the others.
    expect(of('workers').filter(({ team }) => team?.mayHelp === false)).toHaveLength(2);
  });

  it('draw the same subsets from the same seed and others from another', () => {
    expect(randomSubsets(20, 7)).toEqual(randomSubsets(20, 7));
    expect(randomSubsets(20, 7)).not.toEqual(randomSubsets(20, 8));
    const sizes = randomSubsets(200, 1).map((variant) => flagsOf(variant)!.length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(Math.abs(mean / FLAG_NAMES.length - 0.5)).toBeLessThan(0.05);
  });
});

describe('what is selected', () => {
  it('is everything by default', () => {
    const { scenarios, goldenRuns, variants } = selectVerification({});
    expect({ scenarios, goldenRuns }).toEqual({ scenarios: 'all', goldenRuns: 'all' });
    expect(variants).toEqual(allVariants());
  });

  it('is the golden runs alone with --golden', () => {
    expect(selectVerification({ golden: true })).toMatchObject({
      scenarios: [],
      goldenRuns: 'all',
      goldenVariants: [{ name: 'all' }],
    });
  });

  it('is one scenario and one engine when they are named', () => {
    const selected = selectVerification({ scenario: ['mixed'], cache: 'gain,weights' });
    expect(selected).toMatchObject({ scenarios: ['mixed'], goldenRuns: [] });
    expect(selected.variants.map(flagsOf)).toEqual([['weights', 'gain']]);
  });

  it('takes a scenario that is named twice once', () => {
    expect(selectVerification({ scenario: ['hot', 'mixed', 'hot'] })).toMatchObject({
      scenarios: ['hot', 'mixed'],
    });
  });

  it('has the ablation with the proof, alone where it is asked for, and otherwise not', () => {
    expect(selectVerification({}).ablationCommands).toBe(0);
    expect(selectVerification({ deep: 500 })).toMatchObject({
      scenarios: 'all',
      proofCommands: 500,
      ablationCommands: 20_000,
    });
    expect(selectVerification({ ablation: true })).toMatchObject({
      scenarios: [],
      goldenRuns: [],
      proofCommands: 0,
      ablationCommands: 20_000,
    });
  });

  it('refuses an optimisation that does not exist', () => {
    expect(() => selectVerification({ cache: 'weight' })).toThrow(
      /--cache.*did you mean "weights"/,
    );
  });
});

describe('the pieces of the invalidation proof', () => {
  it('run as many commands as were asked for, with seeds of their own', () => {
    expect(proofTasks(0, 1)).toEqual([]);
    const pieces = proofTasks(1_000_000, 1);
    const commands = pieces.reduce((sum, piece) => sum + piece.commands, 0);
    expect(commands).toBeGreaterThanOrEqual(1_000_000);
    expect(new Set(pieces.map(({ seed }) => seed)).size).toBe(pieces.length);
  });

  it('find no stale answer', () => {
    const [piece] = proofTasks(500, 3);
    expect(proveInvalidation(piece!)).toMatchObject({ check: 'proof', passes: true, problems: [] });
  });
});
