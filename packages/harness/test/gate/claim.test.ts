import { describe, expect, it } from 'vitest';
import { findClaim, parsePercent, positivePercent } from '../../src/gate/claim.ts';

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
  it('is a line of its description', () => {
    expect(findClaim('Faster gain.\n\ngate-claim: 20%\r\n\nMore words.')).toBe('20%');
    expect(findClaim('- Gate-Claim:  35 % ')).toBe('35 %');
  });

  it('is a label when the description has none', () => {
    expect(findClaim('Nothing here.', ['bug', 'gate-claim: 30%'])).toBe('30%');
    expect(findClaim('gate-claim: 20%', ['gate-claim: 30%'])).toBe('20%');
  });

  it('is not made by talk about claims', () => {
    expect(findClaim('This is about gate-claim: 20% lines.')).toBeNull();
    expect(findClaim('gate-claim:\n20%')).toBeNull();
    expect(findClaim('')).toBeNull();
  });
});
