import type { FlagGain, FlagWorth, Waterfall } from '../experiments/waterfall.ts';
import { ticks, tickText } from './axis.ts';
import { html, type Markup } from './markup.ts';
import { duration } from './quantities.ts';

const WIDTH = 420;
const ROW = 24;
const TOP = 8;
const BOTTOM = 26;
const LEFT = 86;
const RIGHT = 74;
const MICRO = 1e6;

/** What the interval of a gain says. */
export type GainVerdict = 'helps' | 'hurts' | 'open';

/** Whether the interval is clear of 0. */
export function gainVerdict({ saved: { low, high } }: FlagGain): GainVerdict {
  if (low === null || high === null) return 'open';
  if (low > 0) return 'helps';
  return high < 0 ? 'hurts' : 'open';
}

/** Flags in the order of the chart: what is worth most alone comes first. */
export function orderedFlags({ flags }: Waterfall): FlagWorth[] {
  return [...flags].sort((a, b) => b.alone.saved.value - a.alone.saved.value);
}

/** Two bar charts, µs per cell-step: what each flag saves alone, and what is lost without it. */
export function waterfallChart(waterfall: Waterfall): Markup {
  const flags = orderedFlags(waterfall);
  const panel = (title: string, remark: string, gain: (worth: FlagWorth) => FlagGain) =>
    html`<figure><figcaption><b>${title}</b> <span class="soft">${remark}</span></figcaption>${bars(
      title,
      flags.map((worth) => ({ name: worth.flag, gain: gain(worth) })),
    )}</figure>`;
  return html`<div class="panels">${panel('Alone it saves', `of the ${duration(waterfall.off.median)} with all off`, ({ alone }) => alone)}${panel('Left out it costs', `on top of the ${duration(waterfall.all.median)} with all on`, ({ among }) => among)}</div>
<ul class="legend"><li><i class="key" style="--color:var(--faster)"></i>faster with it</li><li><i class="key" style="--color:var(--slower)"></i>slower with it</li><li><i class="key" style="--color:var(--soft)"></i>not told apart from nothing</li></ul>`;
}

function bars(title: string, rows: readonly { name: string; gain: FlagGain }[]): Markup {
  const values = rows.flatMap(({ gain: { saved } }) => [saved.value, saved.low, saved.high]);
  const micro = values.flatMap((value) => (value === null ? [] : value * MICRO));
  const low = Math.min(0, ...micro);
  const high = Math.max(low + 1e-3, 0, ...micro);
  const x = (value: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (value - low)) / (high - low);
  const height = TOP + rows.length * ROW + BOTTOM;
  const end = height - BOTTOM;
  const at = (value: number) => x(value).toFixed(1);
  const grid = ticks(low, high, 4).map(
    (value) =>
      html`<line${value === 0 ? html` class="zero"` : null} x1="${at(value)}" x2="${at(value)}" y1="${TOP}" y2="${end}"/><text x="${at(value)}" y="${end + 16}" text-anchor="middle">${tickText(value)}</text>`,
  );
  const marks = rows.map(({ name, gain }, i) => {
    const { value, low: from, high: to } = gain.saved;
    const y = TOP + i * ROW;
    const [left, right] = [Math.min(0, value * MICRO), Math.max(0, value * MICRO)];
    const spread =
      from === null || to === null
        ? null
        : html`<path class="spread" d="M${at(from * MICRO)} ${y + ROW / 2}H${at(to * MICRO)}M${at(from * MICRO)} ${y + 7}v8M${at(to * MICRO)} ${y + 7}v8"/>`;
    return html`<text class="name" x="${LEFT - 8}" y="${y + 16}" text-anchor="end">${name}</text><rect class="${gainVerdict(gain)}" x="${at(left)}" y="${y + 4}" width="${Math.max(1, x(right) - x(left)).toFixed(1)}" height="${ROW - 8}"/>${spread}<text class="name" x="${WIDTH}" y="${y + 16}" text-anchor="end">${duration(value)}</text>`;
  });
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}, in microseconds per cell-step; the table below has the numbers"><g class="grid">${grid}</g>${marks}<text x="${WIDTH}" y="${end + 16}" text-anchor="end">µs a cell-step</text></svg>`;
}
