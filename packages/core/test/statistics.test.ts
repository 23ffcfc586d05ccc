import { expect, test } from 'vitest';
import { statisticsOf } from '../src/statistics.ts';
import { compareWithGolden } from './radiation/goldenCases.ts';

test('minimum, median and maximum over the finite values', () => {
  const { differences } = compareWithGolden('series_stats', ({ values }) => statisticsOf(values));
  expect(differences).toEqual([]);
});
