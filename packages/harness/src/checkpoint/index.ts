export * from './inspectRun.ts';
export * from './resumeRun.ts';
