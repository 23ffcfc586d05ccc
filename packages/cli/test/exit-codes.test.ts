import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands.ts';
import { PATHS } from '../src/emptyPaths.ts';
import { marsdiskHere } from './inThisProcess.ts';
import { filesBelow, temporaryFolder } from './marsdisk.ts';

const { folder, path, write } = temporaryFolder('exit-codes');
const SMALL = 'configs/small.yml';
const HERE = 'packages/cli';
const BROKEN = write('broken.yml', 'geometry: {mode: 1D\n');
const OVERRIDES = write('bad.override', 'sizes.n_bins=7\nsizes.s_min\n');
const WRITTEN = filesBelow(folder);

type Case = readonly [args: readonly string[], message: RegExp];

/** What is wrong with an override alone; every command that has `--override` refuses it. */
const WRONG_OVERRIDES: readonly (readonly [override: string, message: RegExp])[] = [
  ['sizes.n_bins', /--override "sizes\.n_bins": has no "=", must be PATH=VALUE/],
  ['=3', /--override "=3": has no path before "="/],
  ['-sizes.n_bins=3', /--override: "-sizes\.n_bins=3" looks like an option/],
  ['physics=3', /--override "physics=3": the physics block .* name a field/],
  ['sizes.n_bins.x=3', /--override "sizes\.n_bins\.x=3": "sizes\.n_bins" is a value, not a sect/],
  [SMALL, /--override: "configs\/small\.yml" is a file, .* put the configuration before --overr/],
];

/** Command lines that are wrong whatever the files hold; each is one of the command it stands under. */
const WRONG: Readonly<Record<string, readonly Case[]>> = {
  run: [
    [[], /no configuration given, .*configs\/ has .*small\.yml/],
    [[SMALL, 'more'], /too many arguments/],
    [[SMALL, '--config', SMALL], /two configurations/],
    [[SMALL, '--overide', 'a=1'], /'--overide' \(did you mean --override\?\)/],
    [[SMALL, '--strict', '--override', 'sizes.nbins=3'], /--override: sizes\.nbins .*"n_bins"\?/],
    [[SMALL, '--engine', 'fats'], /--engine .*'fats' .*core, fast, did you mean "fast"\?/],
    [[SMALL, '--cache', 'qsatr'], /--cache: "qsatr"; .*did you mean "qstar"\?/],
    [[SMALL, '--cache', 'off,all'], /--cache: "off,all"; "off" cannot be combined/],
    [[SMALL, '--engine', 'core', '--cache', 'all'], /--cache: "all"; .* has no caches/],
    [[SMALL, '--workers', '100000'], /--workers: "100000"; .* auto or .* from 1 to 1024/],
    [[SMALL, '--workers', '0'], /--workers: "0"; .* auto or a whole number from 1 to 1024/],
    [[SMALL, '--checkpoint-every', 'often'], /--checkpoint-every .*'often' .*such as 60s, 5min/],
    [[SMALL, '--sinks', 'hydro'], /--sinks .*'hydro' .*none, sublimation/],
    [[SMALL, '--physics-mode', 'defualt'], /--physics-mode .*did you mean "default"\?/],
    [[SMALL, '--auto-tune-profile', 'lihgt'], /--auto-tune-profile .*did you mean "light"\?/],
  ],
  resume: [
    [[], /missing required argument 'dir'/],
    [[HERE, '--workers', 'two'], /--workers: "two"; .* from 1 to 1024/],
    [[HERE, '--checkpoint-every', '1y'], /--checkpoint-every .*'1y' .*such as 60s, 5min/],
  ],
  inspect: [
    [[], /missing required argument 'dir'/],
    [[HERE, '--verfiy'], /did you mean --verify\?/],
  ],
  validate: [
    [[], /no configuration given/],
    [[SMALL, '--strict', '--override', 'sizes.nbins=3'], /--override: sizes\.nbins .*"n_bins"\?/],
  ],
  lint: [
    [[], /no configuration given/],
    [[SMALL, '--quite'], /did you mean --quiet\?/],
  ],
  explain: [
    [[], /missing required argument 'setting'/],
    [['numerics.dt_int'], /"numerics\.dt_int" is not .* did you mean "numerics\.dt_init"\?/],
    [['numerics', 'sizes.colour'], /"sizes\.colour" is not a known field; sizes has s_min/],
    [['constructor'], /"constructor" is not a known field; there are geometry/],
    [[''], /"" is not a known field; there are geometry/],
  ],
  caches: [
    [['qstar'], /too many arguments/],
    [['--jsno'], /did you mean --json\?/],
  ],
  verify: [
    [['golden'], /too many arguments/],
    [['--cache', 'qsatr'], /--cache: "qsatr"; .*did you mean "qstar"\?/],
    [['--scenario', 'soild'], /--scenario: "soild"; there is no such scenario.*"solid"/],
    [['--drift', '1', '--scenario', 'soild'], /--scenario: "soild"; .*"solid"/],
    [['--drift', '1', '--override', 'sizes.nbins=3'], /--override: sizes\.nbins .*"n_bins"\?/],
    [['--drift', 'far'], /--drift .*'far' .*whole number/],
    [['--drift', '1', '--verbose'], /--verbose: has no meaning together with --drift/],
    [['--deep', '0'], /--deep .*'0' .*at least 1/],
    [['--rtol', '1'], /--rtol .*'1' .*at least 0 and below 1/],
    [['--seed', 'x'], /--seed .*'x' .*whole number/],
    [['--threads', '1025'], /--threads .*'1025' .*at least 1 and at most 1024/],
    [['--against', HERE, '--threads', '2'], /--threads: has no meaning together with --against/],
    [['--run', HERE], /--run packages\/cli: needs --against/],
  ],
  profile: [
    [[], /which one\?/],
    [['bsae'], /profile "bsae": is not in .* did you mean "base"\?/],
    [['quantum'], /profile "quantum": is not in .*; there are base/],
    [['lst'], /profile "lst", did you mean "list"\?/],
    [['compare', 'one'], /needs two stored results/],
    [['small', '--engine', 'fats'], /--engine: "fats".* did you mean "fast"\?/],
    [['small', '--cache', 'gian'], /--cache: "gian".* did you mean "gain"\?/],
    [['small', '--tool', 'clinc'], /--tool: "clinc".* did you mean "clinic"\?/],
    [['small', '--repeats', '0'], /--repeats: "0"; it must be a whole number/],
    [['small', '--workers', '1.5'], /--workers: "1\.5"; it must be auto or a whole number/],
  ],
  bench: [
    [['enignes'], /bench "enignes": there are engines, .*did you mean "engines"\?/],
    [['--rounds', '0'], /--rounds: "0"; it must be a whole number from 1 to 1000/],
    [['--override', 'sizes.nbins=3'], /--override: sizes\.nbins .*"n_bins"\?/],
    [['--update'], /--update: "engines" fits no costs/],
  ],
  gate: [
    [[], /either --base REVISION or --core/],
    [['shwo', 'file'], /it is "gate show FILE"/],
    [['--base', 'nowhere'], /--base: "nowhere" is no commit/],
    [['--core', '--claim', 'much'], /--claim: "much"; it must be a percentage/],
    [['--core', '--profile', 'bsae'], /profile "bsae": .*did you mean "base"\?/],
    [['--core', '--allow-regression', '-1'], /--allow-regression: "-1"; it must be a percentage/],
    [['--core', '--half-width', '0%'], /--half-width: "0%"; it must be above 0%/],
    [['--core', '--budget', 'all'], /--budget: "all"; it must be seconds/],
    [['--base', 'HEAD', '--engine', 'fats'], /--engine: "fats".* did you mean "fast"\?/],
    [['--core', '--cache', 'gian'], /--cache: "gian".* did you mean "gain"\?/],
  ],
  estimate: [
    [[], /no configuration given/],
    [[SMALL, '--strict', '--override', 'sizes.nbins=3'], /--override: sizes\.nbins .*"n_bins"\?/],
    [[SMALL, '--engine', 'fats'], /--engine .*'fats' .*did you mean "fast"\?/],
    [[SMALL, '--cache', 'gian'], /--cache: "gian".* did you mean "gain"\?/],
    [[SMALL, '--workers', '1.5'], /--workers: "1\.5"; .* from 1 to 1024/],
  ],
  plot: [
    [[], /missing required argument 'dir'/],
    [[HERE, '--ouptut', 'x'], /did you mean --output\?/],
  ],
  table: [
    [[], /missing required argument 'dir'/],
    [[HERE, '--table', 'rnu'], /--table: "rnu"; it must be run, .*did you mean "run"\?/],
    [[HERE, '--columns', ','], /--columns: "," names no column/],
    [[HERE, '--where', 'tme > 1'], /--where: "tme > 1", character 1: .*did you mean "time"\?/],
    [[HERE, '--head', '0'], /--head .*'0' .*whole number from 1/],
    [[HERE, '--tail', 'x'], /--tail .*'x' .*whole number from 1/],
    [[HERE, '--every', '1.5'], /--every .*'1\.5' .*whole number from 1/],
    [[HERE, '--csv', '--head', '1', '--tail', '1'], /--csv: give --head or --tail, not both/],
  ],
};

/** Command lines that make sense, and what they find does not. */
const FAILING: Readonly<Record<string, readonly Case[]>> = {
  run: [
    [['nowhere.yml'], /nowhere\.yml: no such file/],
    [[BROKEN], /broken\.yml:\d/],
    [[SMALL, '--override', 'sizes.n_bins=-1'], /small\.yml: sizes\.n_bins = -1: must be/],
    [[SMALL, '--overrides-file', OVERRIDES], /bad\.override:2: "sizes\.s_min" has no "="/],
    [[SMALL, '--overrides-file', 'nowhere.override'], /nowhere\.override: no such file/],
  ],
  resume: [[[HERE], /packages\/cli: holds no run/]],
  inspect: [[['nowhere'], /nowhere: there is no such directory/]],
  validate: [[[BROKEN], /broken\.yml:\d/]],
  lint: [[['nowhere.yml'], /nowhere\.yml: no such file/]],
  verify: [
    [['--against', 'nowhere'], /nowhere\/summary\.json: missing/],
    [['--golden', '--json', '/nowhere/at/all.json'], /cannot write \/nowhere\/at\/all\.json/],
  ],
  profile: [
    [['nowhere.yml'], /nowhere\.yml: it does not exist/],
    [['compare', 'nowhere', 'nowhere'], /nowhere: it does not exist/],
  ],
  bench: [[['--json', '/nowhere/at/all.json'], /cannot write \/nowhere\/at\/all\.json/]],
  estimate: [[[SMALL, '--override', 'sizes.n_bins=x'], /sizes\.n_bins = "x": must be/]],
  plot: [[[HERE, '--output', path('page.html')], /packages\/cli: holds no run/]],
  table: [[[HERE], /packages\/cli: holds no run/]],
};

const declared = await Promise.all(
  COMMANDS.map(async ({ name, load }) => {
    const command = new Command(name);
    (await load()).declare(command, () => {});
    return command;
  }),
);

/** The cases of a table, and of all commands those that follow from the options that they have. */
const wrong: readonly Case[] = declared.flatMap((command) => {
  const name = command.name();
  const before = command.registeredArguments.some((argument) => argument.required) ? [HERE] : [];
  const own = WRONG[name]!.map(([args, message]) => [[name, ...args], message] as const);
  const empty = command.options
    .filter(({ flags }) => PATHS.some((word) => flags.endsWith(`<${word}>`)))
    .map(
      ({ long }) =>
        [[name, ...before, `${long}`, ''], new RegExp(`: ${long}: ""; it must be a path`)] as const,
    );
  const overrides = command.options.some(({ long }) => long === '--override')
    ? WRONG_OVERRIDES.map(
        ([override, message]) => [[name, ...before, '--override', override], message] as const,
      )
    : [];
  return [...own, ...empty, ...overrides];
});

async function expectOneLine(args: readonly string[], code: number, message: RegExp) {
  const { exitCode, stdout, stderr } = await marsdiskHere(args);
  expect({ exitCode, stdout }, stderr).toEqual({ exitCode: code, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^marsdisk: [^\n]+\n$/);
  expect(stderr).not.toContain('internal error');
  expect(filesBelow(folder)).toEqual(WRITTEN);
}

describe('what is wrong with the command line', () => {
  it.each(wrong)('ends with 2 and one line: %j', (args, message) =>
    expectOneLine(args, 2, message),
  );

  it.each([
    [['rnu'], /unknown command 'rnu' \(did you mean run\?\)/],
    [['help', 'rnu'], /unknown command 'rnu' \(did you mean run\?\)/],
    [['--versoin'], /did you mean --version\?/],
  ])('ends with 2 before there is a command: %j', (args, message) =>
    expectOneLine(args, 2, message),
  );

  it.each(declared)('is tried with every option that takes a value: $_name', (command) => {
    const tried = wrong.filter(([[name]]) => name === command.name()).flatMap(([args]) => args);
    const options = command.options.filter(({ required, optional }) => required || optional);
    const missed = options.filter(({ long, flags }) => {
      const isFile = PATHS.some((word) => flags.endsWith(`<${word}>`));
      return !isFile && !tried.includes(`${long}`);
    });
    expect(missed.map(({ long }) => long)).toEqual([]);
  });
});

describe('what is wrong with a file or a run', () => {
  const cases = Object.entries(FAILING).flatMap(([name, all]) =>
    all.map(([args, message]) => [[name, ...args], message] as const),
  );
  it.each(cases)('ends with 1 and one line: %j', (args, message) =>
    expectOneLine(args, 1, message),
  );

  it('is no verdict of a gate', () =>
    expectOneLine(['gate', 'show', 'nowhere.json'], 2, /cannot read .*nowhere\.json/));
});
