export { runCommandLine } from './commandLine.ts';
