import type { CliCommand } from './command.ts';
import { benchCommand } from './commands/bench.ts';
import { cachesCommand } from './commands/caches.ts';
import { estimateCommand } from './commands/estimate.ts';
import { explainCommand } from './commands/explain.ts';
import { gateCommand } from './commands/gate.ts';
import { inspectCommand } from './commands/inspect.ts';
import { lintCommand } from './commands/lint.ts';
import { plotCommand } from './commands/plot.ts';
import { profileCommand } from './commands/profile.ts';
import { resumeCommand } from './commands/resume.ts';
import { runCommand } from './commands/run.ts';
import { tableCommand } from './commands/table.ts';
import { validateCommand } from './commands/validate.ts';
import { verifyCommand } from './commands/verify.ts';

/** Every command of `marsdisk`, in the order of `--help`. */
export const COMMANDS: readonly CliCommand[] = [
  runCommand,
  resumeCommand,
  inspectCommand,
  validateCommand,
  lintCommand,
  explainCommand,
  cachesCommand,
  verifyCommand,
  profileCommand,
  benchCommand,
  gateCommand,
  estimateCommand,
  plotCommand,
  tableCommand,
];
