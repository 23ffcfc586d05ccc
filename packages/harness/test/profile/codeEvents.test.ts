import { describe, expect, it } from 'vitest';
import {
  countDeoptimisations,
  countHotFunctions,
  hotEvents,
  parseDeoptimisations,
} from '../../src/profile/measurement/codeEvents.ts';

describe('a trace of deoptimisations', () => {
  const line = (name: string, reason: string) =>
    `[bailout (kind: deopt-eager, reason: ${reason}): begin. deoptimizing 0x2d <JSFunction ${name} (sfi = 0x3e)>, 0x1 <Code>, opt id 4, ...]`;

  it('counts them by function and reason', () => {
    const trace = [line('a', 'wrong map'), line('b', 'not a Smi'), 'noise', line('b', 'not a Smi')];
    expect(parseDeoptimisations(trace.join('\n'))).toEqual([
      { function: 'b', reason: 'not a Smi', count: 2 },
      { function: 'a', reason: 'wrong map', count: 1 },
    ]);
    expect(countDeoptimisations(trace.join('\n'))).toBe(3);
    expect(countDeoptimisations(null)).toBeNull();
    const anonymous = line('', 'wrong map').replace('  (sfi', ' (sfi');
    expect(parseDeoptimisations(anonymous)).toMatchObject([{ function: '(anonymous)' }]);
  });

  it('tells when the machine code of a hot function changed for good', () => {
    const optimised = (name: string, target: string) =>
      `[completed optimizing 0x1d <JSFunction ${name} (sfi = 0x18)> (target ${target}]`;
    const trace = [
      line('rare', 'wrong map'),
      line('kernel', 'not a Smi'),
      line('loop', "exit from OSR'd inner loop"),
      line('loop', 'prepare for on stack replacement (OSR)'),
      optimised('loop', 'TURBOFAN_JS) OSR'),
      optimised('loop', 'MAGLEV)'),
      optimised('gain', 'TURBOFAN_JS)'),
      optimised('rare', 'TURBOFAN_JS)'),
      optimised('gain', 'TURBOFAN_JS)'),
    ].join('\n');
    expect(hotEvents(trace, new Set(['kernel', 'gain', 'loop']))).toEqual(['kernel', 'gain']);
  });

  it('knows from samples which functions are hot', () => {
    const node = (id: number, functionName: string, url: string) => ({
      id,
      callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 },
    });
    const hot = countHotFunctions();
    expect(hot.has('kernel')).toBe(false);
    hot.add({
      nodes: [
        node(1, 'kernel', 'file:///k.ts'),
        node(2, 'rare', 'file:///r.ts'),
        node(3, 'gc', ''),
      ],
      startTime: 0,
      endTime: 1000,
      samples: [1, 2, 3],
      timeDeltas: [0, 900, 10],
    });
    expect(['kernel', 'rare', 'gc'].map((name) => hot.has(name))).toEqual([true, false, false]);
  });
});
