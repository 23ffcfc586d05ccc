import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseForeignPlace } from '../../src/run/outputPlace.ts';
import { temporaryFolder } from '../runFolder.ts';

const folder = temporaryFolder();
let count = 0;

function directoryWith(...files: readonly string[]): string {
  const directory = join(folder, `out-${++count}`);
  mkdirSync(directory);
  for (const file of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), '');
  }
  return directory;
}

const refuse = (directory: string) => () => refuseForeignPlace(directory, directory);

describe('a run does not write', () => {
  it.each(['', '  ', '.'])('into "%s", which is the working directory', (outdir) => {
    expect(() => refuseForeignPlace(process.cwd(), outdir)).toThrow(
      /^io\.outdir: "\s*\.?" is the working directory; name one/,
    );
  });

  it('into the root of a file system, a home directory or a repository, nor through a link', () => {
    expect(refuse('/')).toThrow('is the root of a file system; choose a directory below it');
    expect(refuse(homedir())).toThrow('is a home directory');
    expect(refuse(directoryWith('.git/HEAD'))).toThrow('is the root of a repository');
    const link = join(folder, 'link');
    symlinkSync('/', link);
    expect(refuse(link)).toThrow('is the root of a file system');
  });

  it.each([
    ['notes.txt'],
    ['series/my_run.parquet'],
    ['checks/deep/er/sums.txt'],
    ['run_config.json.bak'],
    ['plots/run.parquet'],
  ])('beside %s, which it names', (file) => {
    const directory = directoryWith('summary.json', file);
    expect(refuse(directory)).toThrow(
      `io.outdir: ${directory} holds what is not of a run (${file}); choose another directory`,
    );
  });

  it('beside many files, of which it names some', () => {
    expect(refuse(directoryWith('a', 'b', 'c', 'd', 'e'))).toThrow('(a, b, c, …)');
  });
});

describe('a run may write', () => {
  it('where nothing is, or only files of a run and of its page', () => {
    expect(refuse(join(folder, 'not', 'yet'))).not.toThrow();
    expect(refuse(directoryWith())).not.toThrow();
    const files = [
      'run_config.json',
      'plot.html',
      'series/run_chunk_000000000_000000010.parquet',
      'checks/mass_budget.csv.tmp-0123456789ab',
      'checkpoints/ckpt_step_000000010.bin',
      'elsewhere/ckpt_step_000000010.bin',
    ];
    expect(refuse(directoryWith(...files))).not.toThrow();
  });

  it('beside hidden files, logs and other runs, which it leaves alone', () => {
    const files = ['.gitignore', 'run.log', 'lost+found/x', 'hot/run_config.json', 'hot/notes.txt'];
    expect(refuse(directoryWith(...files))).not.toThrow();
  });
});
