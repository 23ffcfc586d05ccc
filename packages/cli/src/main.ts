#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Node keeps the compiled modules between two commands, which halves the time to start.
enableCompileCache();
const { runCommandLine } = await import('./commandLine.ts');

// `marsdisk … | head` closes the output before the end; that is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await runCommandLine(process.argv.slice(2));
