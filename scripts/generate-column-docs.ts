import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnReference } from '../packages/harness/src/table/columnReference.ts';

// Writes docs/columns.md. Run it after changing a column of packages/core/src/records:
//   node scripts/generate-column-docs.ts
writeFileSync(join(import.meta.dirname, '..', 'docs', 'columns.md'), columnReference());
