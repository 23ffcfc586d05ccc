import type { ListedCommand } from './command.ts';

/** Every command of `marsdisk`, in the order of `--help`. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'run',
    summary: 'run a simulation',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  {
    name: 'resume',
    summary: 'go on with a run that was cut off',
    load: async () => (await import('./commands/resume.ts')).resumeCommand,
  },
  {
    name: 'inspect',
    summary: 'say what there is of a run and whether it can be gone on with',
    load: async () => (await import('./commands/inspect.ts')).inspectCommand,
  },
  {
    name: 'validate',
    summary: 'check a configuration without running it',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'lint',
    summary: 'look for physically doubtful settings',
    load: async () => (await import('./commands/lint.ts')).lintCommand,
  },
  {
    name: 'explain',
    summary: 'say what a setting means, its default and its range',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'caches',
    summary: 'list the optimisations of the fast engine',
    load: async () => (await import('./commands/caches.ts')).cachesCommand,
  },
  {
    name: 'verify',
    summary: 'prove that every engine gives the same numbers',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'profile',
    summary: 'measure where the time of a run goes',
    load: async () => (await import('./commands/profile.ts')).profileCommand,
  },
  {
    name: 'bench',
    summary: 'measure how fast the engines are',
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
  {
    name: 'gate',
    summary: 'decide whether a change may go in',
    load: async () => (await import('./commands/gate.ts')).gateCommand,
  },
  {
    name: 'estimate',
    summary: 'say what a run would take: steps, rows, bytes, memory, time',
    load: async () => (await import('./commands/estimate.ts')).estimateCommand,
  },
  {
    name: 'plot',
    summary: 'show a run as a page of charts',
    load: async () => (await import('./commands/plot.ts')).plotCommand,
  },
  {
    name: 'table',
    summary: 'look into the tables of a run',
    load: async () => (await import('./commands/table.ts')).tableCommand,
  },
];
