import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDocument } from '@marsdisk/fast';

// Writes docs/caches.md from the declarations of the caches. Run it after changing one:
//   node scripts/generate-cache-docs.ts
writeFileSync(join(import.meta.dirname, '..', 'docs', 'caches.md'), cacheDocument());
