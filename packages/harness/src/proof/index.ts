export {
  ABLATION_COMMANDS,
  type Ablation,
  type AblationRow,
  ablateCache,
  allMutants,
  runAblation,
} from './ablation.ts';
export type { Mutant } from './bench.ts';
export { DOCUMENT_ABLATION, withMatrix } from './document.ts';
export { type ProofOptions, type ProofResult, runInvalidationProof } from './invalidation.ts';
export { matrixMarkdown, matrixText } from './matrix.ts';
export { SUBLIMATION } from './world.ts';
