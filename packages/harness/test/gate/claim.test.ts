import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findClaim, parsePercent, positivePercent, readClaim } from '../../src/gate/claim.ts';
import { temporaryFolder } from './temporaryFolder.ts';

describe('a percentage', () => {
  it.each([
    ['20%', 0.2],
    [' 20 % ', 0.2],
    ['2.5', 0.025],
    ['0%', 0],
  ])('"%s" is the share %f', (text, share) => {
    expect(parsePercent(text, '--claim')).toBeCloseTo(share, 12);
  });

  it.each(['', '%', '-5%', '100%', '1e1', 'twenty', '20%%'])('"%s" is refused', (text) => {
    expect(() => parsePercent(text, '--claim')).toThrow(/^--claim: .*percentage/);
  });

  it('must be above 0 where 0 cannot be reached', () => {
    expect(positivePercent('1.5%', '--half-width')).toBe(0.015);
    expect(() => positivePercent('0%', '--half-width')).toThrow(/^--half-width: "0%"; .*above 0%/);
  });
});

describe('the claim of a pull request', () => {
  it.each([
    ['Faster gain.\n\ngate-claim: 20%\r\n\nMore words.', 0.2],
    ['- Gate-Claim:  35 % ', 0.35],
    ['> gate-claim:2.5', 0.025],
    ['**gate-claim: 20%**', 0.2],
    ['gate-claim: 30% (as measured)', 0.3],
    ['gate-claim: 30 % less time on 2 cores', 0.3],
    ['gate-claim: 30%, as measured. ', 0.3],
    ['gate-claim: 20%\ngate-claim: 30%', 0.2],
    ['Nothing here.\nbug\ngate-claim: 30%', 0.3],
  ])('is a line of its description or a label: %j', (text, share) => {
    expect(findClaim(text, 'text')).toBeCloseTo(share, 12);
  });

  it.each(['This is about gate-claim: 20% lines.', 'gate-claim\n20%', ''])(
    'is not made by talk about claims: %j',
    (text) => {
      expect(findClaim(text, 'text')).toBeNull();
    },
  );

  it.each([
    'gate-claim:',
    'gate-claim: much',
    'gate-claim: at least 20%',
    'gate-claim: 20%%',
    'gate-claim: 20%-30%',
    'gate-claim: 20% to 30%',
    'gate-claim: 30 times',
    'gate-claim: -5%',
    'gate-claim: 1e1%',
    'gate-claim: 100%',
  ])('is refused, and its line named, when it is no percentage: %j', (line) => {
    expect(() => findClaim(`Faster.\r\n${line}\r\n`, 'text')).toThrow(
      /^text, line 2: ".*percentage/,
    );
  });

  it('is looked for in a text of nothing but line breaks as fast as in any other', () => {
    expect(findClaim('\n'.repeat(500_000), 'text')).toBeNull();
  });

  it('shows the beginning of a long line only', () => {
    expect(() => findClaim(`gate-claim: ${'x'.repeat(100_000)}`, 'text')).toThrow(/^.{0,300}$/);
  });

  describe('in a file', () => {
    const { path } = temporaryFolder();
    it('is read; the message names the file', () => {
      writeFileSync(path('claim.txt'), 'gate-claim: 20%');
      expect(readClaim(path('claim.txt'))).toBe(0.2);
      writeFileSync(path('claim.txt'), '\ngate-claim: x');
      expect(() => readClaim(path('claim.txt'))).toThrow(/claim\.txt, line 2: "gate-claim: x"/);
    });

    it('is refused when the file is missing, or longer than a description', () => {
      expect(() => readClaim(path('missing.txt'))).toThrow(/cannot read .*missing\.txt/);
      writeFileSync(path('long.txt'), ' '.repeat(1024 * 1024 + 1));
      expect(() => readClaim(path('long.txt'))).toThrow(/long\.txt: holds 1048577 bytes/);
    });
  });
});
