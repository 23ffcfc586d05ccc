import { vi } from 'vitest';
import { runCommandLine } from '../src/commandLine.ts';

/** Does a command in this process, which is quicker than in one of its own; what it prints is caught. */
export async function marsdiskHere(args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
  try {
    const exitCode = await runCommandLine(args);
    return { exitCode, stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
