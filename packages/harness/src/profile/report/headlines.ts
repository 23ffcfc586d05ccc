import { headlineRatio } from '../results/compare.ts';
import type { EngineResult, ProfileResult } from '../results/result.ts';
import { html, type Markup } from './markup.ts';
import { intervalRemark, type ReportedPair } from './pairs.ts';
import { parityValue } from './parity.ts';
import { bytes, digits, duration, times } from './quantities.ts';

/** A number that is seen first. */
interface Card {
  readonly title: string;
  readonly value: string;
  readonly remark: string;
  readonly isBad?: boolean;
}

/** The ratio, whether the numbers agree, speed and memory. */
export function headlines(
  { parity }: ProfileResult,
  pair: ReportedPair | null,
  engines: readonly EngineResult[],
): Markup {
  const cards: Card[] = [
    ...(pair === null ? [] : ratioCards(pair)),
    ...(parity === null
      ? []
      : [{ title: 'numbers', ...parityValue(parity), isBad: !parity.agrees }]),
    ...engines.flatMap(engineCards),
  ];
  return html`<ul class="headline">${cards.map(({ title, value, remark, isBad }) => html`<li${isBad === true ? html` class="bad"` : null}><small>${title}</small><b>${value}</b><small>${remark}</small></li>`)}</ul>`;
}

function ratioCards({ title, comparison }: ReportedPair): Card[] {
  const main = headlineRatio(comparison);
  if (main === null) return [{ title, value: '–', remark: comparison.caution ?? 'no ratio' }];
  return [
    {
      title,
      value: times(main.ratio.value),
      remark: `as fast ${main.by}; ${intervalRemark(main.ratio) || 'no interval'}`,
    },
  ];
}

function engineCards({ label, cellStep, measurements }: EngineResult): Card[] {
  const peak = Math.max(...measurements.map(({ memory }) => memory.residentPeak));
  const heap = Math.max(...measurements.map(({ memory }) => memory.heapPeak));
  return [
    {
      title: `${label}, speed`,
      value: `${digits(1 / cellStep.median)} /s`,
      remark: `cell-steps per second; ${duration(cellStep.min)} to ${duration(cellStep.max)} each over ${cellStep.count} ${cellStep.count === 1 ? 'pass' : 'passes'}`,
    },
    {
      title: `${label}, memory`,
      value: bytes(peak),
      remark: `resident at most, ${bytes(heap)} of it JavaScript heap`,
    },
  ];
}
