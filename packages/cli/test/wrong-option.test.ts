import { expect, it } from 'vitest';
import { marsdiskHere } from './inThisProcess.ts';

const SMALL = 'configs/small.yml';

it.each([
  [['run', SMALL, '--workers', '100000'], /--workers: "100000"; .* auto or .* from 1 to 1024/],
  [['run', SMALL, '--workers', '0'], /--workers: "0"; .* auto or a whole number from 1 to 1024/],
  [['resume', 'out/small', '--workers', 'two'], /--workers: "two"; .* from 1 to 1024/],
  [['estimate', SMALL, '--workers', '1.5'], /--workers: "1\.5"; .* from 1 to 1024/],
  [['run', SMALL, '--cache', 'qsatr'], /--cache: "qsatr"; .*did you mean "qstar"\?/],
  [['run', SMALL, '--cache', 'off,all'], /--cache: "off,all"; "off" cannot be combined/],
  [['run', SMALL, '--engine', 'core', '--cache', 'all'], /--cache: "all"; .* has no caches/],
  [['verify', '--cache', 'qsatr'], /--cache: "qsatr"; .*did you mean "qstar"\?/],
  [['verify', '--scenario', 'soild'], /--scenario: "soild"; there is no such scenario.*"solid"/],
  [['bench', 'enignes'], /bench "enignes": there are engines, .*did you mean "engines"\?/],
])('%j is a wrong command line: exit code 2, one line', async (args, message) => {
  const { exitCode, stdout, stderr } = await marsdiskHere(args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
