import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENT_ABLATION, runAblation, withMatrix } from '../packages/harness/src/proof/index.ts';

// Writes the matrix of the ablation into docs/verification.md. Run it after changing a cache or what happens in the proof:
//   node scripts/generate-ablation-docs.ts
const path = join(import.meta.dirname, '..', 'docs', 'verification.md');
const { rows, survivors } = runAblation(DOCUMENT_ABLATION);
writeFileSync(path, withMatrix(readFileSync(path, 'utf8'), rows));
for (const { cache, input } of survivors)
  console.error(`cache "${cache}" survives without "${input}"`);
process.exitCode = survivors.length === 0 ? 0 : 1;
