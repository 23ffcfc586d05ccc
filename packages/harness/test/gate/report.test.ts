import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { medianRatio } from '../../src/bench/ratio.ts';
import type { Contest } from '../../src/gate/contest.ts';
import { judgeMemory, judgeSpeed, LOOK_CONFIDENCE } from '../../src/gate/decide.ts';
import type { Parity } from '../../src/gate/parity.ts';
import { gateMarkdown, gateText } from '../../src/gate/report.ts';
import { GATE_EXIT, GATE_FORMAT, type GateResult, readGateResult } from '../../src/gate/result.ts';
import { undecidedGate } from '../../src/gate/runGate.ts';
import { decide } from '../../src/gate/verdict.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const RULE = { claim: null, allowedRegression: 0.03, halfWidth: 0.015 };
const AGREES: Parity = { passes: true, summary: 'golden runs: all agree', problems: [] };
const DIFFERS: Parity = {
  passes: false,
  summary: 'golden runs: 1 of 72 comparisons fail',
  problems: ['base_solid, core', 'run.tau row 3: 1 instead of 2'],
};

/** A contest whose candidate takes `time` and `memory` times what the base takes. */
function contest(time: number, memory: number): Contest {
  const pairs = Array.from({ length: 8 }, (_, i) => {
    const noise = 1 + i / 1000;
    return {
      base: { cpuSeconds: 4e-6 * noise, seconds: 5e-6, residentPeak: 200e6 },
      candidate: { cpuSeconds: 4e-6 * time, seconds: 5e-6 * time, residentPeak: 200e6 * memory },
      speedup: noise / time,
      wallSpeedup: 1 / time,
    };
  });
  return {
    speed: judgeSpeed(
      pairs.map(({ speedup }) => speedup),
      RULE,
      true,
    ),
    wall: medianRatio(
      pairs.map(() => 1 / time),
      LOOK_CONFIDENCE,
    ),
    memory: judgeMemory(pairs.map(() => 1 / memory)),
    facts: { cells: 32, bins: 40, plannedSteps: 316, tEnd: 1, node: '24' },
    schedule: { steps: 16, warmUp: { base: 1, candidate: 1 }, turns: 5 },
    pairs,
    seconds: 1,
  };
}

function result(parity: readonly Parity[], held: Contest | null): GateResult {
  const side = { commit: 'a'.repeat(40), engine: 'fast', cache: 'all', changed: [] };
  return {
    formatVersion: GATE_FORMAT,
    kind: 'marsdisk gate',
    ...decide(parity, held, true),
    comparison: {
      profile: 'base-compute',
      workload: 'configs/base.yml',
      rule: RULE,
      base: { ...side, name: 'origin/main' },
      candidate: { ...side, name: 'the working tree', changed: ['a.ts'] },
    },
    parity,
    contest: held,
    notes: ['a | b'],
    startedAt: '2026-01-01T00:00:00Z',
    seconds: 100,
    machine: {
      processor: 'P',
      cores: 2,
      memoryBytes: 1,
      system: 'S',
      node: '24',
      v8: '1',
      nodeFlags: [],
      load: 0,
    },
  };
}

describe('the verdict', () => {
  it('is a pass when numbers, time and memory are fine', () => {
    expect(decide([AGREES, AGREES], contest(1, 1), true).outcome).toBe('pass');
  });

  it('is a failure of the numbers before anything else', () => {
    const verdict = decide([AGREES, DIFFERS], null, true);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.reason).toContain('run.tau row 3');
  });

  it('is a failure when it is slower, or takes a fifth more memory', () => {
    expect(decide([AGREES], contest(1.25, 1), true).reason).toMatch(/slower/);
    expect(decide([AGREES], contest(1, 1.2), true).reason).toMatch(/20 % more memory/);
  });

  it('holds no memory against the fast engine where the plain one is the base', () => {
    expect(decide([AGREES], contest(1, 1.2), false).outcome).toBe('pass');
  });

  it('has an exit code of its own', () => {
    expect(GATE_EXIT).toEqual({ pass: 0, fail: 1, undecided: 2 });
  });
});

describe('the report', () => {
  it('ends, on a terminal, with the reason in one sentence', () => {
    const text = gateText(result([AGREES], contest(1.25, 1)));
    expect(text.trimEnd().split('\n').at(-1)).toMatch(
      /^The gate FAILS: the candidate is slower.*\.$/,
    );
    expect(text).toContain('with 1 file changed');
  });

  it('is a table in Markdown that no text breaks', () => {
    const markdown = gateMarkdown(result([AGREES], contest(1, 1)));
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBe(6);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(markdown).toContain('a \\| b');
    expect(markdown.split('\n')[0]).toContain('passes');
  });

  it('is the reason alone when nothing could be compared', () => {
    const unheld = undecidedGate('the base cannot be <installed>');
    expect(gateText(unheld)).toBe('The gate cannot decide: the base cannot be <installed>.\n');
    const markdown = gateMarkdown(unheld);
    expect(markdown).toMatch(
      /^### ⚠️ The gate cannot decide\n\nthe base cannot be \\<installed\\>\.\n/,
    );
    expect(markdown).not.toMatch(/\||undefined|null/);
  });

  it('names every problem of the numbers', () => {
    const failing = result([DIFFERS], null);
    for (const text of [gateText(failing), gateMarkdown(failing)])
      expect(text.replaceAll('\\', '')).toContain('run.tau row 3: 1 instead of 2');
  });
});

describe('a stored result', () => {
  const { path } = temporaryFolder();
  const write = (name: string, text: string) => {
    writeFileSync(path(name), text);
    return path(name);
  };

  it('is read as it was written', () => {
    const stored = result([AGREES], contest(1, 1));
    const file = write('result.json', JSON.stringify(stored));
    expect(gateText(readGateResult(file))).toBe(gateText(stored));
  });

  it.each([
    ['no JSON', '{', /is not JSON/],
    ['another kind', '{"kind": "marsdisk profile"}', /is not the result of a gate/],
    ['nothing', 'null', /is not the result of a gate/],
    [
      'another version',
      '{"kind": "marsdisk gate", "formatVersion": 99}',
      /formatVersion = 99; this version reads \d/,
    ],
  ])('is refused when it is %s', (name, text, message) => {
    expect(() => readGateResult(write(`${name}.json`, text))).toThrow(message);
  });

  it('is refused when it is not there', () => {
    expect(() => readGateResult(path('missing.json'))).toThrow(/cannot read .*missing\.json/);
  });
});
