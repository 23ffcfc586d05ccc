export * from './resumeRun.ts';
