import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { columnReference } from '../../src/table/columnReference.ts';
import { temporaryFolder } from '../runFolder.ts';
import { runSmall } from './smallRun.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'outputs.md'), 'utf8');
const BROWSER = '/usr/bin/chromium';
const folder = temporaryFolder();
const directory = join(folder, 'out', 'small');

beforeAll(() => runSmall(directory));

/** The blocks of the guide in a language. */
function snippets(language: string): string[] {
  return Array.from(GUIDE.matchAll(/^```(\w+)\n(.*?)^```$/gms))
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);
}

const summary = () => JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8'));

describe('docs/columns.md', () => {
  it('is what scripts/generate-column-docs.ts writes', () => {
    expect(readFileSync(join(ROOT, 'docs', 'columns.md'), 'utf8')).toBe(columnReference());
  });
});

describe('docs/outputs.md', () => {
  it('names every key of summary.json and run_config.json', () => {
    for (const file of ['summary.json', 'run_config.json']) {
      const keys = Object.keys(JSON.parse(readFileSync(join(directory, file), 'utf8')));
      const section = GUIDE.split(`## ${file}`)[1]!.split('\n## ')[0]!;
      expect(keys.filter((key) => !section.includes(`\`${key}\``))).toEqual([]);
    }
  });

  it('names every file of a run', () => {
    for (const file of [
      'run_config.json',
      'summary.json',
      'orbit_rollup.csv',
      ...['run', 'diagnostics', 'psd_hist'].map((name) => `series/${name}.parquet`),
      ...['mass_budget', 'mass_budget_cells'].map((name) => `checks/${name}.csv`),
    ]) {
      expect(existsSync(join(directory, file)), file).toBe(true);
      expect(GUIDE).toContain(`\`${file}\``);
    }
  });

  it('has SQL that DuckDB answers', async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const [losses, sizes] = await Promise.all(
      snippets('sql').map(async (text) => {
        const query = text.replaceAll('out/small', directory);
        return (await connection.runAndReadAll(query)).getRowObjectsJS();
      }),
    );
    expect(losses).toHaveLength(5);
    expect((losses![0]!['lost'] as number) / summary()['M_loss']).toBeCloseTo(1, 12);
    expect(sizes).toHaveLength(20);
    connection.closeSync();
  });
});

/** A Python that has the packages which the guide asks for. */
const python = ['python3', '/usr/bin/python3'].find(
  (program) =>
    spawnSync(program, ['-c', 'import pandas, pyarrow, xarray'], { stdio: 'ignore' }).status === 0,
);
/** Leaves Python without its tear-down, in which threads of pyarrow now and then abort a loaded machine's process. */
const LEAVE = '\nimport os, sys\nsys.stdout.flush()\nos._exit(0)\n';

if (python === undefined)
  console.warn(
    'no python3 with pandas, pyarrow and xarray: the Python of docs/outputs.md is not run',
  );

describe.skipIf(python === undefined)('the Python of docs/outputs.md', () => {
  it('runs and tells the numbers of the summary', () => {
    const said = snippets('python').map((text) => {
      const { status, stdout, stderr } = spawnSync(python!, ['-c', text + LEAVE], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
      return stdout;
    });
    expect(said).toHaveLength(3);
    const lost = Number(/mass lost (\S+) M_Mars/.exec(said[0]!)?.[1]?.replace(/^np.float64\(/, ''));
    expect(lost / summary()['M_loss']).toBeCloseTo(1, 12);
    expect(said[0]).toContain('M_out_dot is in M_Mars s^-1');
    expect(said[1]).toBe('424 rows\n');
    expect(said[2]).toMatch(
      /mean optical depth at the end 1\.0|mean optical depth at the end 0\.99/,
    );
  });
});

if (!existsSync(BROWSER))
  console.warn(`${BROWSER} is not there: the page of docs/outputs.md is not tried`);

describe.skipIf(!existsSync(BROWSER))('the page of docs/outputs.md', () => {
  it('reads a run that a server hands out', async () => {
    const [page] = snippets('html');
    writeFileSync(join(folder, 'index.html'), `<!doctype html><body>${page}`);
    const server = createServer((request, response) => {
      const path = join(folder, decodeURI(request.url ?? '/'));
      if (!existsSync(path)) {
        response.writeHead(404).end();
        return;
      }
      const bytes = readFileSync(path);
      const type = path.endsWith('.html') ? 'text/html' : 'application/octet-stream';
      response.writeHead(200, { 'content-length': bytes.length, 'content-type': type });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    try {
      const tab = await browser.newPage();
      const library = createRequire(join(ROOT, 'packages', 'io', 'package.json'));
      const sources = dirname(library.resolve('hyparquet'));
      await tab.route('https://cdn.jsdelivr.net/npm/hyparquet@1/src/**', (route) =>
        route.fulfill({
          path: join(sources, new URL(route.request().url()).pathname.split('/src/')[1]!),
          contentType: 'text/javascript',
          headers: { 'access-control-allow-origin': '*' },
        }),
      );
      const { port } = server.address() as AddressInfo;
      await tab.goto(`http://127.0.0.1:${port}/index.html`);
      await tab.waitForSelector('text=rows; at');
      expect(await tab.textContent('body')).toMatch(
        /424 rows; at 31557\.6\d* s cell 3 has tau (?:1|0\.99)/,
      );
    } finally {
      await browser.close();
      server.close();
    }
  }, 60_000);
});
