import { ConfigurationError } from '@marsdisk/core';

/**
 * A share given in percent: `20%`, `20 %` or `20`.
 *
 * @param option what it was given for, for the message
 * @returns at least 0 and below 1
 * @throws ConfigurationError
 */
export function parsePercent(text: string, option: string): number {
  const number = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text)?.[1];
  const share = Number(number) / 100;
  if (number === undefined || share >= 1)
    throw new ConfigurationError(
      `${option}: "${text}"; it must be a percentage from 0 to below 100, for example 20%`,
    );
  return share;
}

/**
 * A share above 0, as `parsePercent` reads it.
 *
 * @throws ConfigurationError
 */
export function positivePercent(text: string, option: string): number {
  const share = parsePercent(text, option);
  if (share === 0)
    throw new ConfigurationError(`${option}: "${text}"; it must be above 0%, for example 1.5%`);
  return share;
}

/**
 * The claim that a pull request states: a line `gate-claim: 20%` in its description, or a label of that name. The line
 * wins; the first of several counts.
 *
 * @returns text of the percentage, null without a claim
 */
export function findClaim(description: string, labels: readonly string[] = []): string | null {
  const claim = /^[\s>*-]*gate-claim:[ \t]*(\S.*?)\s*$/im;
  for (const text of [description, ...labels]) {
    const found = claim.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
