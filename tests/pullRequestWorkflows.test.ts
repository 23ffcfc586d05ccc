import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CAN_RUN, jobFolder, script } from './support/workflows.ts';

const { inFolder, read, install, runScript, writeEvent } = jobFolder();

describe.runIf(CAN_RUN)('an event of a pull request', () => {
  const claimed = 'Faster.\r\n\r\ngate-claim: 20%\r\n';
  const edited = (from: string | null, body: string | null) => ({
    action: 'edited',
    changes: { body: { from } },
    pull_request: { body },
  });

  it.each([
    ['that is new', 'code', { action: 'opened', pull_request: { body: null } }],
    ['with new commits', 'code', { action: 'synchronize', pull_request: { body: claimed } }],
    ['that goes to another branch', 'code', { action: 'edited', changes: { base: {} } }],
    ['with a label', 'nothing', { action: 'labeled', label: { name: 'bug' } }],
    ['with a label that claims', 'claim', { action: 'labeled', label: { name: 'Gate-claim: 5%' } }],
    ['without it', 'claim', { action: 'unlabeled', label: { name: 'gate-claim: 5%' } }],
    ['with another title', 'nothing', { action: 'edited', changes: { title: { from: 'A' } } }],
    ['without a typo', 'nothing', edited(`Fatser.${claimed}`, claimed)],
    ['with its first description', 'nothing', edited(null, 'Faster.')],
    ['with a new claim', 'claim', edited('Faster.', claimed)],
    ['with another claim', 'claim', edited(claimed, claimed.replace('20', '10'))],
    ['without a claim', 'claim', edited(claimed, null)],
    ['in its line breaks', 'nothing', edited(claimed, claimed.replaceAll('\r', ''))],
    ['that is all line breaks', 'nothing', edited('', '\n'.repeat(65_000))],
  ])('%s changes: %s', (_, change, event) => {
    writeEvent(event);
    expect(runScript(script('gate.yml', 'change', 'Find out what has changed'))).toBe(0);
    expect(read('output')).toBe(`change=${change}\n`);
  });
});

describe.runIf(CAN_RUN)('the gate of a pull request', () => {
  const keep = () => script('gate.yml', 'gate', 'Keep what the pull request says');
  const hold = () => script('gate.yml', 'gate', 'Hold the gate');

  it('reads description and labels from a file, as they are', () => {
    const body = '- "a" \'b\' `touch pwned` $(touch pwned)\r\n```\r\ngate-claim: 5%\r\n';
    writeEvent({ pull_request: { number: 7, body, labels: [{ name: 'bug' }, { name: '$(x)' }] } });
    expect(runScript(keep())).toBe(0);
    expect(read('claim.txt')).toBe(`${body}\nbug\n$(x)\n`);
    expect(read('report', 'pull-request')).toBe('7\n');
    expect(existsSync(inFolder('pwned'))).toBe(false);
  });

  it('reads no more of a description than one may hold', () => {
    writeEvent({ pull_request: { number: 7, body: 'é'.repeat(1e6), labels: [] } });
    expect(runScript(keep())).toBe(0);
    expect(read('claim.txt')).toBe(`${'é'.repeat(250_000)}\n`);
    writeEvent({ pull_request: { number: 7, body: null, labels: [] } });
    expect(runScript(keep())).toBe(0);
    expect(read('claim.txt')).toBe('\n');
  });

  it('has the exit code of the gate, whose report is the summary', () => {
    install(
      'npx',
      `printf '%s\\0' "$@" > arguments; echo said; echo report > ${inFolder('report', 'gate.md')}; exit 2`,
    );
    mkdirSync(inFolder('report'));
    expect(runScript(hold())).toBe(2);
    const args = read('arguments').split('\0');
    expect(args[args.indexOf('--base') + 1]).toBe('HEAD^1');
    expect(args[args.indexOf('--claim-from') + 1]).toBe(inFolder('claim.txt'));
    expect(args[args.indexOf('--markdown') + 1]).toBe(inFolder('report', 'gate.md'));
    expect(read('report', 'gate.log')).toBe('said\n');
    expect(runScript(script('gate.yml', 'gate', 'Show the report'))).toBe(0);
    expect(read('summary.md')).toBe('report\n');
  });
});

describe.runIf(CAN_RUN)('the comment of a gate', () => {
  const HEAD = 'c'.repeat(40);
  const VARIABLES = { RUN: '5', RUN_URL: 'https://run', CONCLUSION: 'failure', HEAD_SHA: HEAD };

  /** A service that has an artifact with these files, or none, and in which the head of a pull request is `head`. */
  function serve(files: Readonly<Record<string, string>> | null, head = HEAD): void {
    mkdirSync(inFolder('files'));
    for (const [name, text] of Object.entries(files ?? {}))
      writeFileSync(inFolder('files', name), text);
    if (files !== null)
      spawnSync('zip', ['-q', '-r', '../artifact.zip', '.'], { cwd: inFolder('files') });
    const id = files === null ? '' : '11';
    install(
      'gh',
      `case "$*" in */artifacts\\?*) echo ${id};; */zip) cat artifact.zip;; *) echo ${head};; esac`,
    );
  }

  const fetch = () =>
    runScript(script('gate-comment.yml', 'comment', 'Fetch the report'), VARIABLES);
  const output = () => (existsSync(inFolder('output')) ? read('output') : '');

  it('goes to the pull request that the report names', () => {
    serve({ 'gate.md': 'The gate passes\n', 'pull-request': '7\n' });
    expect(fetch()).toBe(0);
    expect(output()).toBe('number=7\n');
    expect(read('gate.md')).toBe('The gate passes\n');
  });

  it('is not written without a report, nor to a pull request of another commit', () => {
    serve(null);
    expect(fetch()).toBe(0);
    expect(output()).toBe('');
    rmSync(inFolder('files'), { recursive: true });
    serve({ 'gate.md': '', 'pull-request': '8' }, 'd'.repeat(40));
    expect(fetch()).toBe(0);
    expect(output()).toBe('');
  });

  it.each(['', '0', '7 8', '../7', '7\nnumber=8', '$(touch pwned)', '12345678901234567890x'])(
    'is not written to %j, which is no number',
    (number) => {
      serve({ 'gate.md': '', 'pull-request': number });
      expect(fetch()).toBe(1);
      expect(output()).toBe('');
      expect(existsSync(inFolder('pwned'))).toBe(false);
    },
  );

  it('takes no more of a report than it can hold', () => {
    serve({ 'gate.md': 'é'.repeat(1e6), 'pull-request': '7' });
    expect(fetch()).toBe(0);
    expect(statSync(inFolder('gate.md')).size).toBe(200_000);
  });

  const comment = (answer: string, report: string | Buffer = 'The gate passes\n') => {
    install('gh', `printf '%s ' "$@" >> calls; case "$*" in *--method*) ;; *) ${answer};; esac`);
    writeFileSync(inFolder('gate.md'), report);
    const variables = { ...VARIABLES, NUMBER: '7' };
    const status = runScript(script('gate-comment.yml', 'comment', 'Comment'), variables);
    return { status, calls: read('calls'), body: read('comment.md') };
  };

  it('is written where there is none yet, and says first what the service knows', () => {
    const { status, calls, body } = comment('true');
    expect(status).toBe(0);
    expect(calls).toContain('--method POST repos/o/r/issues/7/comments -F body=@');
    const [marker, known, empty, ...rest] = body.split('\n');
    expect(marker).toBe('<!-- marsdisk gate -->');
    expect(known).toContain(`[The gate](https://run) of ${HEAD} ended with **failure**.`);
    expect([empty, ...rest].join('\n')).toBe('\nThe gate passes\n\n');
  });

  it('is brought up to date', () => {
    const { status, calls } = comment('seq 11 100000');
    expect(status).toBe(0);
    expect(calls).toContain('--method PATCH repos/o/r/issues/comments/11 -F body=@');
    expect(calls).not.toContain('POST');
  });

  it('is not written when it cannot be found out whether there is one', () => {
    const { status, calls } = comment('exit 1');
    expect(status).not.toBe(0);
    expect(calls).not.toContain('--method');
  });

  it('calls nobody, runs nothing, and is as long as a comment may be, whatever the report is', () => {
    const { status, body } = comment('true', `$(touch pwned) @all ${'@é'.repeat(99_000)}`);
    expect(status).toBe(0);
    expect(body).toContain('$(touch pwned) @\u200ball @\u200bé');
    expect(body).not.toMatch(/@\w/);
    expect(body.length).toBeLessThan(65_536);
    expect(existsSync(inFolder('pwned'))).toBe(false);
    expect(comment('true', Buffer.from([0x61, 0xff, 0xc3])).body).toMatch(/a\ufffd+\n$/);
    expect(comment('true', '').body).toContain('no report, so the log says why.');
  });
});
