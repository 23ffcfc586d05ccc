import { ConfigurationError, FileError } from '@marsdisk/core';
import { describe, expect, it } from 'vitest';
import { readGolden, withNumbers } from '../../../tests/support/golden.ts';
import {
  applyOverrides,
  parseOverrideLines,
  parseOverrideValue,
  readOverrideFile,
} from '../src/overrides.ts';
import { mergePhysicsBlock } from '../src/physicsBlock.ts';

const cases = (name: string) => readGolden('config', 'functions', `${name}.json`).cases;

describe('the value of an override', () => {
  for (const { in: given, out } of cases('parse_override_value'))
    it(`${JSON.stringify(given.text)} is the ${out.type} ${JSON.stringify(out.value)}`, () => {
      const value = parseOverrideValue(given.text);
      const [item] = Array.isArray(value) ? value : [];
      const shown = item instanceof Date ? [item.toISOString().slice(0, 10)] : value;
      expect(shown).toEqual(out.type === 'float' ? withNumbers(out.value) : out.value);
    });
});

/** Deviation "physics.mode": the override names `physics_mode` instead of an unknown key `mode`. */
const PHYSICS_MODE_OVERRIDE: Readonly<Record<string, object>> = {
  'physics.mode=y': { physics_mode: 'y' },
};

describe('overrides', () => {
  for (const { in: given, out } of cases('apply_overrides'))
    it(`${JSON.stringify(given.overrides)} gives ${JSON.stringify(out)}`, () => {
      const document = structuredClone(given.payload);
      const apply = () => applyOverrides(document, given.overrides);
      if (out.error) {
        expect(apply).toThrow(ConfigurationError);
        return;
      }
      apply();
      const deviating = PHYSICS_MODE_OVERRIDE[given.overrides[0]];
      expect(document).toEqual(deviating ? { ...given.payload, ...deviating } : out.payload);
    });

  it('of a numeric key replace the same number in another spelling', () => {
    const document = { table: { '1.0': 'old', '2.0': 'kept' } };
    applyOverrides(document, ['table.1=new']);
    expect(document).toEqual({ table: { '1': 'new', '2.0': 'kept' } });
  });

  it('that are wrong are named in the message', () => {
    expect(() => applyOverrides({ a: 3 }, ['a.b=1'])).toThrow(
      'override "a.b=1": "a" is 3, not a section',
    );
  });
});

describe('an override file', () => {
  for (const { in: given, out } of cases('overrides_file').filter(
    (one: { in: { text: string | null } }) => one.in.text !== null,
  ))
    it(`with ${JSON.stringify(given.text)} holds ${JSON.stringify(out)}`, () => {
      const read = () => parseOverrideLines(given.text, 'x.override');
      if (out.error) expect(read).toThrow(ConfigurationError);
      else expect(read()).toEqual(out.overrides);
    });

  it('that is missing is named', () => {
    expect(() => readOverrideFile('/no/such.override')).toThrow(FileError);
    expect(() => readOverrideFile('/no/such.override')).toThrow('/no/such.override: no such file');
  });

  it('names the line that has no "="', () => {
    expect(() => parseOverrideLines('a=1\n\nb\n', 'x.override')).toThrow(/^x\.override:3: "b"/);
  });
});

/** Deviation "physics block": it is merged deeply, field by field, where the reference drops the whole entry. */
const DEEP_MERGE: readonly { readonly payload: object; readonly merged: object }[] = [
  {
    payload: { physics: { blowout: { enabled: false } }, blowout: {} },
    merged: { blowout: { enabled: false } },
  },
];

describe('the physics block', () => {
  for (const { in: given, out } of cases('physics_block')) {
    const deviation = DEEP_MERGE.find(
      ({ payload }) => JSON.stringify(payload) === JSON.stringify(given.payload),
    );
    const expected = deviation?.merged ?? out.payload;
    it(`of ${JSON.stringify(given.payload)} gives ${JSON.stringify(expected)}`, () => {
      expect(mergePhysicsBlock(given.payload)).toEqual(expected);
    });
  }

  it('lets the root win field by field', () => {
    const document = { physics: { a: { x: 1, y: { z: 2 } } }, a: { x: 3, y: { w: 4 } } };
    expect(mergePhysicsBlock(document)).toEqual({ a: { x: 3, y: { z: 2, w: 4 } } });
  });
});
