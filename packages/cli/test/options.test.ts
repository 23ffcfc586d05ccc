import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type RunSettings, runSettings } from '@marsdisk/config';
import { runCommandLine } from 'marsdisk';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import type { CliCommand } from '../src/command.ts';
import { type RunOptions, runCommand, runFlags } from '../src/commands/run.ts';
import { loadOptions } from '../src/configOptions.ts';

const GOLDEN_CLI = readGolden('config', 'functions', 'cli.json');
const FOLDER = mkdtempSync(join(tmpdir(), 'marsdisk-options-'));
const HOME = process.cwd();

beforeAll(() => {
  const minimal = readGolden('config', 'ok-minimal-1d.json').input;
  const write = (name: string, document: unknown) =>
    writeFileSync(join(FOLDER, name), JSON.stringify(document));
  write('cfg1d.yml', minimal);
  write('cfg0d.yml', { ...minimal, geometry: { ...minimal.geometry, mode: '0D' } });
  write('quietfalse.yml', { ...minimal, io: { ...minimal.io, quiet: false } });
  write('invalid.yml', { ...minimal, psd: { ...minimal.psd, alpha: 'x' } });
  write('list.yml', [1, 2]);
  writeFileSync(join(FOLDER, 'broken.yml'), 'geometry:\n  mode: 1D\n  mode: 1D\n');
  writeFileSync(join(FOLDER, 'empty.yml'), '');
  for (const [name, text] of Object.entries<string>(GOLDEN_CLI.files))
    writeFileSync(join(FOLDER, name), name === 'b.override' ? `\ufeff${text}` : text);
  process.chdir(FOLDER);
});
afterAll(() => {
  process.chdir(HOME);
  rmSync(FOLDER, { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Parsed {
  readonly options: RunOptions;
  readonly settings: RunSettings;
  readonly overrides: readonly string[];
}

/** Does everything that `marsdisk run` does before the run itself. */
async function parse(
  argv: readonly string[],
): Promise<{ exitCode: number; parsed: Parsed | null }> {
  let parsed: Parsed | null = null;
  const command: CliCommand = {
    ...runCommand,
    declare: (declared, action) =>
      runCommand.declare(declared, () =>
        action<RunOptions>((options, args) => {
          const loaded = loadConfig(loadOptions(options, args));
          const settings = runSettings(loaded, runFlags(options));
          parsed = { options, settings, overrides: loaded.appliedOverrides };
          return 0;
        }),
      ),
  };
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const listed = { name: 'run', summary: 'run a simulation', load: async () => command };
  const exitCode = await runCommandLine(['run', ...argv], [listed]);
  return { exitCode, parsed };
}

function valueAt(whole: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((value, key) => (value as Record<string, unknown> | null)?.[key], whole);
}

/** docs/deviations.md: help succeeds, a malformed override is a wrong command line, and options have no abbreviations. */
const DEVIATIONS: Readonly<Record<string, number>> = {
  '--help': 0,
  '-h': 0,
  '--config cfg1d.yml --override sizes.n_bins': 2,
  '--conf cfg1d.yml': 2,
  '--config cfg1d.yml --prog': 2,
};
/** docs/deviations.md: the override `physics.mode` sets the physics mode. */
const OTHER_CONFIG = '--config cfg1d.yml --override physics.mode=collisions_only';

describe('the command line of a run', () => {
  it.each(
    (GOLDEN_CLI.cases as { in: { argv: string[] }; out: Record<string, unknown> }[]).map(
      (c) => [c.in.argv.join(' '), c] as const,
    ),
  )('understands "%s" as the reference does', async (line, { in: { argv }, out }) => {
    const { exitCode, parsed } = await parse(argv);
    expect(exitCode).toBe(DEVIATIONS[line] ?? out['exit_code']);
    if (exitCode !== 0 || line in DEVIATIONS) return;
    const { options, settings, overrides } = parsed!;
    expect(overrides).toEqual(out['overrides']);
    expect(options.enforceMassBudget ?? false).toBe(out['enforce_mass_budget']);
    expect(options.autoTune ?? false).toBe(out['auto_tune']);
    expect(settings.physicsModeSource).toBe(out['physics_mode_source']);
    expect(settings.config.geometry.mode).toBe(out['pipeline']);
    const effective = out['effective'] as Record<string, unknown>;
    const expected = line === OTHER_CONFIG ? { physics_mode: 'collisions_only' } : effective;
    for (const [path, value] of Object.entries(expected))
      expect([path, valueAt(settings.config, path)]).toEqual([path, value]);
  });

  it('takes the configuration as an argument too', async () => {
    const { parsed } = await parse(['cfg1d.yml', '--override', 'sizes.n_bins=7']);
    expect(parsed?.settings.config.sizes.n_bins).toBe(7);
  });
});
