import { editorSchema } from './editorSchema.ts';
import { referencePage } from './referencePage.ts';
import { configTypes } from './types.ts';

/** Every file that is generated from the schema: path from the root of the repository, and what it must contain. */
export const GENERATED_FILES: Readonly<Record<string, () => string>> = {
  'configs/marsdisk.schema.json': editorSchema,
  'docs/config.md': referencePage,
  'packages/config/src/config.generated.ts': configTypes,
};
