import { FLAG_NAMES, FLAGS } from '@marsdisk/fast';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../src/commandLine.ts';
import { COMMANDS } from '../src/commands.ts';
import { durationText, rangesText, shortNumber } from '../src/quantities.ts';
import { temporaryFolder } from './marsdisk.ts';

const { write } = temporaryFolder('commands');

afterEach(() => {
  vi.restoreAllMocks();
});

/** Does a command in this process. */
async function marsdisk(...args: string[]) {
  let stdout = '';
  let stderr = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
  const exitCode = await runCommandLine(args);
  return { exitCode, stdout, stderr };
}

describe('help', () => {
  it('lists every command', async () => {
    const { exitCode, stdout } = await marsdisk('--help');
    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(stdout).toContain(`  ${name} `);
      expect(stdout.replace(/\s+/g, ' ')).toContain(summary);
    }
  });

  it.each(COMMANDS.map(({ name }) => name))(
    'of %s shows examples that start with it',
    async (name) => {
      const { exitCode, stdout } = await marsdisk(name, '--help');
      expect(exitCode).toBe(0);
      const examples = stdout.split('Examples:\n')[1] ?? '';
      expect(examples).toContain(`  marsdisk ${name} `.trimEnd());
    },
  );

  it('is what an empty command line gets, with exit code 2', async () => {
    expect(await marsdisk()).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage: marsdisk'),
    });
  });
});

describe('explain', () => {
  it('says meaning, default, unit and range', async () => {
    const { exitCode, stdout } = await marsdisk('explain', 'numerics.dt_init', 'sizes.n_bins');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /numerics\.dt_init\n +meaning +.+\n +type +number or auto\n +default +60000\n +unit +s\n/,
    );
    expect(stdout).toMatch(/sizes\.n_bins\n[\s\S]*default +40\n[\s\S]*allowed +a whole number ≥ 1/);
  });

  it('names the nearest setting', async () => {
    const { exitCode, stderr } = await marsdisk('explain', 'numerics.dt_int');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^marsdisk: .*did you mean "numerics\.dt_init"\?\n$/);
  });
});

describe('caches', () => {
  it('says of every flag of --cache what it does, and of caches what their keys are made of', async () => {
    const { exitCode, stdout } = await marsdisk('caches');
    expect(exitCode).toBe(0);
    for (const { name } of FLAGS) expect(stdout).toContain(`  ${name} (`);
    expect(stdout).toMatch(/ {2}weights \(B1\)\n[\s\S]*?inputs +edges, alpha\n/);
    for (const { does } of FLAGS) expect(stdout).toContain(does);
  });

  it('says the same to programs', async () => {
    const { stdout } = await marsdisk('caches', '--json');
    const { caches, reductions } = JSON.parse(stdout);
    expect([...caches, ...reductions].map(({ name }) => name)).toEqual(FLAG_NAMES);
  });
});

describe('validate', () => {
  it('accepts a valid configuration', async () => {
    expect(await marsdisk('validate', 'configs/base.yml')).toEqual({
      exitCode: 0,
      stdout: 'configs/base.yml is valid\n',
      stderr: '',
    });
  });

  it('warns of an unknown setting, and refuses it when strict', async () => {
    const args = ['validate', 'configs/base.yml', '--override', 'sizes.nbins=3'];
    const lenient = await marsdisk(...args);
    expect(lenient.exitCode).toBe(0);
    expect(lenient.stderr).toMatch(/^marsdisk: warning: .*sizes\.nbins/);
    const strict = await marsdisk(...args, '--strict');
    expect(strict.exitCode).toBe(2);
    expect(strict.stderr).toMatch(/^marsdisk: --override: sizes\.nbins is not .*"n_bins"\?\n$/);
  });
});

describe('lint', () => {
  it('prints findings; warnings fail only when strict', async () => {
    const { exitCode, stdout } = await marsdisk('lint', 'configs/base.yml');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^WARNING TEMP004: .*T_vaporize_K/m);
    expect(stdout).toMatch(/^INFO PHYS001: /m);
    const strict = await marsdisk('lint', 'configs/base.yml', '--strict', '--quiet');
    expect(strict.exitCode).toBe(1);
    expect(strict.stdout).not.toContain('INFO');
  });

  it('fails for an error', async () => {
    const file = write(
      'cold.override',
      'radiation.TM_K=null\nradiation.mars_temperature_driver=null\n',
    );
    const { exitCode, stdout } = await marsdisk(
      'lint',
      'configs/small.yml',
      '--overrides-file',
      file,
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^ERROR TEMP000: /m);
  });
});

describe('an error', () => {
  it('shows its stack to those who ask for it alone', async () => {
    const plain = await marsdisk('validate', 'no-such.yml');
    expect(plain.stderr).toBe('marsdisk: no-such.yml: no such file\n');
    const debugged = await marsdisk('validate', 'no-such.yml', '--debug');
    expect(debugged.stderr).toMatch(/^\s+at /m);
  });
});

describe('quantities', () => {
  it('are written for people', () => {
    expect([0.4249, 12.4, 200, 7500].map(durationText)).toEqual([
      '0.42 s',
      '12 s',
      '3 min 20 s',
      '2 h 5 min',
    ]);
    expect([0, 1.53e-6, 0.00027, 0.12345, 1234.5].map((x) => shortNumber(x))).toEqual([
      '0',
      '1.53e-6',
      '0.00027',
      '0.123',
      '1230',
    ]);
    expect(rangesText([7, 0, 2, 1, 3])).toBe('0-3, 7');
  });
});
