import { join } from 'node:path';
import { PAGE_NAME, writePlotPage } from '@marsdisk/harness/plot';
import { type CliCommand, EXIT } from '../command.ts';
import { say, warn } from '../report.ts';

interface PlotOptions {
  readonly output?: string;
  readonly open?: boolean;
}

/** `marsdisk plot` */
export const plotCommand: CliCommand = {
  description:
    'Writes one HTML file that needs no network: mass lost, loss rate, temperature, blow-out size, optical depth, ' +
    'surface density, phases and size distributions. Works on runs that were cut off, too. Long runs are thinned out, ' +
    'and the page says how.',
  examples: [
    ['marsdisk plot out/small', 'writes out/small/plot.html'],
    ['marsdisk plot out/small --output small.html --open', 'elsewhere, and opens it'],
  ],
  declare(command, action) {
    command
      .argument('<dir>', 'directory of a run')
      .option(
        '--output <file>',
        'the page (default plot.html in the directory); only an earlier page is replaced',
      )
      .option('--open', 'open it in a browser');
    action<PlotOptions>(async (options, [directory = '']) => {
      const path = options.output ?? join(directory, PAGE_NAME);
      const { bytes, cautions, remarks } = await writePlotPage(directory, path);
      process.stdout.write(`${path} (${Math.round(bytes / 1000)} kB)\n`);
      for (const caution of cautions) warn(caution);
      for (const remark of remarks) say(remark);
      if (options.open === true) (await import('../openInBrowser.ts')).openInBrowser(path);
      return EXIT.success;
    });
  },
};
