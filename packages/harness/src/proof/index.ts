export type { Mutant } from './bench.ts';
export {
  type Ablation,
  type AblationRow,
  allMutants,
  type ProofOptions,
  type ProofResult,
  runAblation,
  runInvalidationProof,
} from './invalidation.ts';
