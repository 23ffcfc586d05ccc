import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MarsDiskError } from '@marsdisk/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import { echo, loadConfig, parseConfig, type RunFlags, runSettings } from '../src/index.ts';
import { leaves, patched, valueAt } from './support.ts';

const minimal = readGolden('config', 'ok-minimal-1d.json').input;
const { cases, files } = readGolden('config', 'functions', 'cli.json');

const VALUED = ['--config', '--override', '--overrides-file', '--sinks', '--physics-mode'];

/** The arguments of a run as the command line hands them to this package; null for usage it does not concern. */
function asRequest(argv: readonly string[]) {
  const given: Record<string, string[]> = {};
  const flags: { -readonly [K in keyof RunFlags]: RunFlags[K] } = {};
  let current: string | null = null;
  for (const token of argv.flatMap((word) => {
    const equals = word.indexOf('=');
    return word.startsWith('--') && equals > 0
      ? [word.slice(0, equals), word.slice(equals + 1)]
      : [word];
  })) {
    if (token === '--quiet' || token === '--no-quiet') flags.quiet = token === '--quiet';
    else if (token === '--progress') flags.progress = true;
    else if (token.startsWith('-')) {
      if (!VALUED.includes(token)) return null;
      current = token;
    } else if (current === null) return null;
    else given[current] = [...(given[current] ?? []), token];
  }
  const last = (name: string) => given[name]?.at(-1);
  if (last('--sinks')) flags.sinks = last('--sinks') as NonNullable<RunFlags['sinks']>;
  if (last('--physics-mode'))
    flags.physicsMode = last('--physics-mode') as NonNullable<RunFlags['physicsMode']>;
  return {
    path: last('--config') ?? '',
    overrides: given['--override'] ?? [],
    overrideFiles: given['--overrides-file'] ?? [],
    flags,
  };
}

/** Deviation "physics block": the override `physics.mode` sets the physics mode. */
const PHYSICS_MODE = { argument: 'physics.mode=collisions_only', mode: 'collisions_only' };

describe('a run from the command line', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'marsdisk-config-'));
    const documents: Record<string, unknown> = {
      'cfg1d.yml': minimal,
      'cfg0d.yml': patched(minimal, { geometry: { mode: '0D' } }),
      'quietfalse.yml': patched(minimal, { io: { quiet: false } }),
      'invalid.yml': patched(minimal, { psd: { alpha: 'x' } }),
      'list.yml': [1, 2],
    };
    for (const [name, document] of Object.entries(documents))
      writeFileSync(join(folder, name), JSON.stringify(document));
    writeFileSync(join(folder, 'broken.yml'), 'a: 1\na: 2\n');
    writeFileSync(join(folder, 'empty.yml'), '');
    for (const [name, text] of Object.entries(files as Record<string, string>))
      writeFileSync(join(folder, name), `${name === 'b.override' ? '\ufeff' : ''}${text}`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const known = cases
    .map((one: { in: { argv: string[] }; out: object }) => ({
      ...one,
      request: asRequest(one.in.argv),
    }))
    .filter(
      ({ request, out }: { request: unknown; out: { exit_code: number } }) =>
        request !== null && out.exit_code !== 2,
    );

  it('is mostly decided by this package', () => {
    expect(known.length).toBeGreaterThan(35);
  });

  for (const { in: given, out, request } of known)
    it(`${given.argv.join(' ')} ${out.exit_code === 0 ? 'starts as in the reference' : 'fails'}`, () => {
      const load = () =>
        loadConfig({
          ...request,
          path: join(folder, request.path),
          overrideFiles: request.overrideFiles.map((name: string) => join(folder, name)),
        });
      if (out.exit_code !== 0) {
        expect(load).toThrow(MarsDiskError);
        return;
      }
      const loaded = load();
      const { config, physicsModeSource } = runSettings(loaded, request.flags);
      const mode = given.argv.includes(PHYSICS_MODE.argument)
        ? PHYSICS_MODE.mode
        : out.effective.physics_mode;
      const effective = Object.keys(out.effective).map((path) => [path, valueAt(config, path)]);
      expect(Object.fromEntries(effective)).toEqual({ ...out.effective, physics_mode: mode });
      expect(loaded.appliedOverrides).toEqual(out.overrides);
      expect(config.geometry.mode).toBe(out.pipeline);
      expect(physicsModeSource).toBe(out.physics_mode_source);
    });
});

describe('the echo of a run', () => {
  const base = readGolden('config', 'base.json').input;
  for (const { in: given, out } of readGolden('config', 'functions', 'run_config_echo.json')
    .cases) {
    const argv = given.argv.filter(
      (token: string, i: number) =>
        !token.startsWith('--auto-tune') && given.argv[i - 1] !== '--auto-tune-profile',
    );
    it(`of ${given.argv.join(' ')} ${given.overrides.slice(4).join(' ')} changes ${Object.keys(out.changed)}`, () => {
      const resolved = parseConfig(base, { overrides: given.overrides });
      const { config } = runSettings(resolved, asRequest(argv)?.flags);
      const before = new Map(leaves(resolved.config));
      const changed = leaves(echo(config)).filter(([path, value]) => {
        const old = before.get(path);
        return JSON.stringify(old) !== JSON.stringify(value);
      });
      expect(
        Object.fromEntries(changed.map(([path, value]) => [path, [before.get(path), value]])),
      ).toEqual(out.changed);
    });
  }

  it('has sorted keys and can be loaded again with the same result', () => {
    const { config } = parseConfig(base);
    const echoed = echo(config);
    expect(Object.keys(echoed)).toEqual(Object.keys(echoed).sort());
    expect(parseConfig(echoed).config).toEqual(config);
  });
});
