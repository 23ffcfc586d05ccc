import { join } from 'node:path';
import { listNewGoldenFiles } from '../packages/harness/src/verify/goldenFiles.ts';

// Adds golden files that are new to tests/golden/SHA256SUMS. It refuses to touch the entry of a file that is listed:
// numbers that differ from the golden ones are never made golden.
//   node scripts/list-golden-files.ts
const added = listNewGoldenFiles(join(import.meta.dirname, '..'));
for (const path of added) console.log(`listed ${path}`);
console.log(added.length === 0 ? 'every golden file is listed' : `${added.length} files listed`);
