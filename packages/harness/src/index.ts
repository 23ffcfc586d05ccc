export * from './compare/chunks.ts';
export * from './compare/columns.ts';
export * from './engines.ts';
export * from './run/autoTune.ts';
export * from './run/executeRun.ts';
export * from './run/marsTemperature.ts';
export * from './run/request.ts';
export * from './run/tables.ts';
