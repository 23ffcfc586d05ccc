import { ConfigurationError } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { readGolden, withNumbers } from '../../../tests/support/golden.ts';
import { applyOverrides } from '../src/overrides.ts';
import { parseYaml } from '../src/yaml/document.ts';

const cases = (name: string) => readGolden('config', 'functions', `${name}.json`).cases;

/** Values without a JSON form, as the golden files write them. */
function comparable(value: unknown, type: string): unknown {
  if (type === 'date') return (value as Date).toISOString().slice(0, 10);
  if (type === 'set') return `{${[...(value as Set<string>)].map((v) => `'${v}'`).join(', ')}}`;
  if (type === 'bytes') return `b'${Buffer.from(value as Uint8Array).toString()}'`;
  return value;
}

describe('a YAML scalar', () => {
  for (const { in: given, out } of cases('yaml_scalars')) {
    const title = `${JSON.stringify(given.text)} is ${JSON.stringify(out.value ?? out)}`;
    it(title, () => {
      const read = () => parseYaml(`k: ${given.text}\n`, 'x.yml') as { k: unknown };
      if (out.error) expect(read).toThrow(ConfigurationError);
      else {
        const expected = out.type === 'float' ? withNumbers(out.value) : out.value;
        expect(comparable(read().k, out.type)).toEqual(expected);
      }
    });
  }
});

describe('a YAML document', () => {
  for (const { in: given, out } of cases('yaml_documents'))
    it(`${JSON.stringify(given.text)} gives ${JSON.stringify(out.value ?? out)}`, () => {
      const read = () => parseYaml(given.text, 'x.yml');
      if (out.error) expect(read).toThrow(ConfigurationError);
      else expect(read()).toEqual(out.value);
    });

  for (const { in: given, out } of cases('yaml_with_overrides'))
    it(`${JSON.stringify(given.text)} with ${given.overrides} gives ${JSON.stringify(out.value)}`, () => {
      const document = parseYaml(given.text, 'x.yml') as Record<string, unknown>;
      applyOverrides(document, given.overrides);
      expect(document).toEqual(out.value);
    });
});

describe('wrong YAML', () => {
  it('names file, line and column', () => {
    expect(() => parseYaml('a: 1\nb:\n  c: 1\n  c: 2\n', 'run.yml')).toThrow(
      /^run\.yml:4:3: duplicate key "c"$/,
    );
    expect(() => parseYaml('a: [1, 2\n', 'run.yml')).toThrow(/^run\.yml:2:1: /);
  });

  it('with aliases that multiply is refused', () => {
    const levels = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++) {
      const alias = `*a${i - 1}`;
      levels.push(`a${i}: &a${i} [${Array(10).fill(alias).join(', ')}]`);
    }
    expect(() => parseYaml(levels.join('\n'), 'bomb.yml')).toThrow(/more than 100000 values/);
  });

  it('with an alias inside its own anchor is refused', () => {
    expect(() => parseYaml('a: &a [*a]\n', 'x.yml')).toThrow(/inside its own anchor/);
  });

  it('that is nested without end is refused', () => {
    expect(() => parseYaml(`a: ${'['.repeat(100_000)}`, 'x.yml')).toThrow(/nested too deeply/);
  });

  it('cannot reach the prototype of objects', () => {
    expect(() => parseYaml('__proto__: {polluted: 1}\n', 'x.yml')).toThrow(ConfigurationError);
    expect(() => applyOverrides({}, ['__proto__.polluted=1'])).toThrow(ConfigurationError);
    expect(() => applyOverrides({}, ['constructor.prototype.polluted=1'])).not.toThrow();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
