import { readFileSync, statSync } from 'node:fs';
import { ConfigurationError, FileError } from '@marsdisk/core';
import { fileFailure } from '@marsdisk/io';

/** More than any description has. */
const MOST_BYTES = 1024 * 1024;
/** Characters of a line that a message shows. */
const SHOWN = 80;

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

/** A line of a description, in a list or quoted too, that states a claim. */
const CLAIM_LINE = /^[\s>*-]*(gate-claim:.*)$/i;
/** The percentage of such a line; a remark may follow its sign, but not a second percentage. */
const STATED = /^gate-claim:\s*(\d+(?:\.\d+)?\s*%?)(?:(?<=%)[\s,;.(][^%]*|[*_]*)$/i;

/**
 * The claim that a pull request states in a line `gate-claim: 20%`, behind which a remark may stand; the first of several
 * lines counts.
 *
 * @param text description of the pull request, and the names of its labels in lines of their own
 * @param source where the text is from, for the message
 * @returns at least 0 and below 1; null without a claim
 * @throws ConfigurationError when the line holds no percentage
 */
export function findClaim(text: string, source: string): number | null {
  for (const [i, line] of text.split('\n').entries()) {
    const claim = CLAIM_LINE.exec(line.trimEnd())?.[1];
    if (claim === undefined) continue;
    const place = `${source}, line ${i + 1}`;
    const percentage = STATED.exec(claim)?.[1];
    if (percentage === undefined)
      throw new ConfigurationError(
        `${place}: "${shortened(claim)}"; it must be one percentage, for example "gate-claim: 20%" or "gate-claim: 20% (as measured)"`,
      );
    return parsePercent(percentage, place);
  }
  return null;
}

/**
 * The claim that a file states; see `findClaim`.
 *
 * @throws FileError when it cannot be read or holds more than 1 MiB; ConfigurationError
 */
export function readClaim(path: string): number | null {
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      throw new FileError(`${path}: holds ${size} bytes; a description may hold ${MOST_BYTES}`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw error instanceof FileError ? error : fileFailure('read', path, error);
  }
  return findClaim(text, path);
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
