import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configTypes } from '../packages/config/src/generate/types.ts';

const ROOT = join(import.meta.dirname, '..');

const FILES: Readonly<Record<string, () => string>> = {
  'packages/config/src/config.generated.ts': configTypes,
};

for (const [path, content] of Object.entries(FILES)) writeFileSync(join(ROOT, path), content());
