export * from './cache/board.ts';
export * from './cache/cache.ts';
export * from './cache/declare.ts';
export * from './cache/difference.ts';
export * from './cache/guard.ts';
export * from './cache/inputs.ts';
export * from './cache/stale.ts';
export * from './cache/values.ts';
export * from './cacheDocument.ts';
export * from './caches/caches.ts';
export * from './cacheTable.ts';
export * from './engine.ts';
export * from './flags.ts';
export {
  advanceTeam,
  createTeam,
  dismissTeam,
  sharedMemory,
  type Team,
  teamStatistics,
} from './parallel/team.ts';
export * from './parallel/workers.ts';
export * from './spec.ts';
