import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** cli → harness → fast, io, config → core: a package may import from those listed, and from nothing sideways. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  fast: ['core'],
  config: ['core'],
  io: ['core'],
  harness: ['core', 'fast', 'config', 'io'],
  cli: ['core', 'fast', 'config', 'io', 'harness'],
};

const ROOT = join(import.meta.dirname, '..');
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => (match[1] ?? match[2])!);
}

describe('imports point downward', () => {
  for (const [name, allowed] of Object.entries(ALLOWED)) {
    const files = globSync(join(ROOT, 'packages', name, 'src', '**', '*.ts'));

    it(`${name} has sources`, () => {
      expect(files.length).toBeGreaterThan(0);
    });

    it(`${name} imports only ${allowed.join(', ') || 'from itself'}`, () => {
      const wrong: string[] = [];
      for (const file of files) {
        for (const target of importsOf(file)) {
          const sibling = /^@marsdisk\/([a-z]+)/.exec(target)?.[1];
          if (sibling !== undefined && !allowed.includes(sibling)) wrong.push(`${file}: ${target}`);
          if (
            target.startsWith('.') &&
            !join(file, '..', target).startsWith(join(ROOT, 'packages', name, 'src'))
          )
            wrong.push(`${file}: ${target} leaves the package`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it('core uses no Node API', () => {
    const wrong = globSync(join(ROOT, 'packages', 'core', 'src', '**', '*.ts')).flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('node:') || builtinModules.includes(target))
        .map((target) => `${file}: ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});
