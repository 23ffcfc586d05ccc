import type { Page } from 'playwright-core';
import type { ProfileResult } from '../../src/profile/results/result.ts';

/** The page of a profile in a browser. */
export interface OpenProfile {
  readonly page: Page;
  readonly result: ProfileResult;
}

/** The pair of the fast engine with everything on, which is shown first though it is the second one. */
export const PAIR = '#pair-1';
