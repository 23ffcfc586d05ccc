import { join } from 'node:path';
import { writePlotPage } from '@marsdisk/harness';
import { type CliCommand, EXIT } from '../command.ts';
import { openInBrowser } from '../openInBrowser.ts';
import { say, warn } from '../report.ts';

interface PlotOptions {
  readonly output?: string;
  readonly open?: boolean;
}

/** `marsdisk plot` */
export const plotCommand: CliCommand = {
  name: 'plot',
  summary: 'show a run as a page of charts',
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
      .option('--output <file>', 'the page (default plot.html in the directory)')
      .option('--open', 'open it in a browser');
    action<PlotOptions>(async (options, [directory = '']) => {
      const path = options.output ?? join(directory, 'plot.html');
      const { bytes, notes } = await writePlotPage(directory, path, warn);
      process.stdout.write(`${path} (${Math.round(bytes / 1000)} kB)\n`);
      for (const note of notes) say(note);
      if (options.open === true) openInBrowser(path);
      return EXIT.success;
    });
  },
};
