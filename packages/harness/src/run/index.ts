export * from './autoTune.ts';
export * from './executeRun.ts';
export * from './marsTemperature.ts';
export * from './request.ts';
export * from './tables.ts';
