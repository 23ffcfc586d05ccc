#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// V8 shares the wrappers by which WebAssembly calls JavaScript between threads, and when two of them improve one at the same
// time the process may end ("Check failed: jit_page.has_value()", Node 24.21, seen once in some sixty runs of the tests of
// threads on a busy machine). Node strips types with such a module in every thread. So wrappers are left as they are.
setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');
// Node keeps the compiled modules between two commands, which halves the time to start. Threads and other processes are
// told by a variable; a thread takes a sixth of the time to start then.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= dirname(directory);
const { runCommandLine } = await import('./commandLine.ts');

// `marsdisk … | head` closes the output before the end; that is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await runCommandLine(process.argv.slice(2));
