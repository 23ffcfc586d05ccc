import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED_FILES } from '../packages/config/src/generate/files.ts';

// Writes every file that follows from the schema of the configuration. Run it after changing a schema file:
//   node scripts/generate-config-docs.ts
const ROOT = join(import.meta.dirname, '..');

for (const [path, content] of Object.entries(GENERATED_FILES))
  writeFileSync(join(ROOT, path), content());
