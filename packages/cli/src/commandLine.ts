import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type CliCommand, EXIT, type ListedCommand, type RegisterAction } from './command.ts';
import { COMMANDS } from './commands.ts';
import { refuseEmptyPaths } from './emptyPaths.ts';
import { reportError, reportUsage } from './report.ts';

/**
 * Does what a command line asks for. Results go to standard output, everything else to standard error.
 *
 * @param args the words after `marsdisk`
 * @param commands what the first word may be
 * @returns the exit code
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly ListedCommand[] = COMMANDS,
): Promise<number> {
  let exitCode: number = EXIT.success;
  const program = createProgram();
  try {
    for (const listed of commands) {
      const command = program.command(listed.name).summary(listed.summary);
      // Only a command that is named can be called or explained.
      if (args.includes(listed.name))
        declare(command, listed.summary, await listed.load(), (code) => {
          exitCode = code;
        });
    }
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.usage;
    }
    await program.parseAsync(withoutHelp(args, commands), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    return reportError(error, args.includes('--debug'));
  }
}

function createProgram(): Command {
  const program = new Command('marsdisk');
  return program
    .description('Simulates the hot dust disk around Mars after a giant impact.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text) => reportUsage(text) })
    .exitOverride()
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  marsdisk run configs/small.yml         a run of seconds\n' +
        '  marsdisk run --help                    all options of a run\n' +
        '  marsdisk explain numerics.dt_init      what a setting means\n\n' +
        'Exit codes: 0 success; 1 something is wrong with a file or a run, or what was looked for is not so (inspect, lint,\n' +
        'verify); 2 the command line is wrong: an option, a value, a name, the form of an override; 130, 143 ended by SIGINT,\n' +
        'SIGTERM. marsdisk gate: 1 is its verdict, and 2 whatever gives none.',
    );
}

function declare(
  command: Command,
  summary: string,
  declared: CliCommand,
  exit: (code: number) => void,
): void {
  const { description, examples } = declared;
  command.description(description === undefined ? summary : `${summary}\n\n${description}`);
  const register: RegisterAction = (work) => {
    command.action(async () => {
      refuseEmptyPaths(command);
      exit(
        await work(
          command.opts(),
          command.processedArgs.filter((arg) => arg !== undefined),
        ),
      );
    });
  };
  declared.declare(command, register);
  command.option('--debug', 'show where an error comes from');
  const lines = examples.map(([line, meaning]) => `  ${line}\n      ${meaning}`);
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** `help WORD` of a word that is no command says of the word what the word alone would. */
function withoutHelp(
  args: readonly string[],
  commands: readonly ListedCommand[],
): readonly string[] {
  const [first, word] = args;
  const isHelp = first === 'help' && word !== undefined;
  return isHelp && !commands.some(({ name }) => name === word) ? args.slice(1) : args;
}

function version(): string {
  const manifest = new URL('../package.json', import.meta.url);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
