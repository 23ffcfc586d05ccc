import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

// Writes packages/fast/src/kernels/pairSums.generated.ts from pairSums.wat. Run it after changing that:
//   node scripts/compile-kernels.ts
const folder = join(import.meta.dirname, '..', 'packages', 'fast', 'src', 'kernels');
const { parseWat } = await wabt();
const source = readFileSync(join(folder, 'pairSums.wat'), 'utf8');
const { buffer } = parseWat('pairSums.wat', source).toBinary({ write_debug_names: true });
writeFileSync(
  join(folder, 'pairSums.generated.ts'),
  `/** pairSums.wat as a WebAssembly module in base64; made by scripts/compile-kernels.ts. */
export const pairSumsModule =
  '${Buffer.from(buffer).toString('base64')}';
`,
);
