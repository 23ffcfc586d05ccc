import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJson, writeJsonFile } from '../src/index.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** Any code points; the arbitrary of fast-check takes a second to prepare. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff })), { maxLength: 12 })
  .map((codes) => String.fromCodePoint(...codes));

describe('a JSON file', () => {
  test('has sorted keys, indent 2, doubles with a point, integers without', () => {
    const value = {
      time_grid: { n_steps: 42, t_end_s: 3600, dt_mode: 'auto' },
      T_M_used: 3000,
      seed: 12345678901234567890n,
      valid_K: [1270, 1600.5],
      empty: {},
      none: [],
      stop: null,
      ok: true,
    };
    const isInteger = (path: readonly string[]) => path.at(-1) === 'n_steps';
    expect(formatJson(value, { isInteger })).toBe(
      [
        '{',
        '  "T_M_used": 3000.0,',
        '  "empty": {},',
        '  "none": [],',
        '  "ok": true,',
        '  "seed": 12345678901234567890,',
        '  "stop": null,',
        '  "time_grid": {',
        '    "dt_mode": "auto",',
        '    "n_steps": 42,',
        '    "t_end_s": 3600.0',
        '  },',
        '  "valid_K": [',
        '    1270.0,',
        '    1600.5',
        '  ]',
        '}',
      ].join('\n'),
    );
  });

  test('is valid JSON even where a number is not finite', () => {
    expect(JSON.parse(formatJson({ a: Number.NaN, b: [Infinity, -Infinity], c: 1e-9 }))).toEqual({
      a: null,
      b: [null, null],
      c: 1e-9,
    });
  });

  test('holds printable ASCII and line breaks only', () => {
    expect(formatJson('Größe 🪐 \u007f\n"')).toBe(
      '"Gr\\u00f6\\u00dfe \\ud83e\\ude90 \\u007f\\n\\""',
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const json = formatJson({ [text]: text });
        expect(/^[\n -~]*$/.test(json)).toBe(true);
        expect(JSON.parse(json)[text]).toBe(text);
      }),
    );
  });

  test('sorts keys by code point, not by UTF-16 unit', () => {
    const keys = [...formatJson({ '🪐': 1n, '\ufffd': 2n, b: 3n, B: 4n }).matchAll(/"(.+)":/g)];
    expect(keys.map(([, key]) => JSON.parse(`"${key}"`))).toEqual(['B', 'b', '\ufffd', '🪐']);
  });

  test('leaves out what is undefined and writes no newline at the end', () => {
    const path = join(temporaryFolder(), 'summary.json');
    writeJsonFile(path, { a: undefined, status: 'complete' });
    expect(readFileSync(path, 'utf8')).toBe('{\n  "status": "complete"\n}');
  });
});
