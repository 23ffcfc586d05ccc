import { curveName, type WorkerCurve } from '../experiments/workerCurve.ts';
import { ticks, tickText } from './axis.ts';
import { html, type Markup } from './markup.ts';
import { times } from './quantities.ts';

const WIDTH = 420;
const HEIGHT = 240;
const LEFT = 32;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 40;

/** Speed-up over the number of threads, with its interval; the dashed line loses nothing. */
export function workerChart(curves: readonly WorkerCurve[]): Markup {
  const points = curves.flatMap((curve) => curve.points);
  const most = Math.max(2, ...points.map(({ workers }) => workers));
  const top = Math.max(most, ...points.map(({ speedup }) => speedup.high ?? speedup.ratio));
  const x = (workers: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (workers - 1)) / (most - 1);
  const y = (speedup: number) => TOP + ((HEIGHT - TOP - BOTTOM) * (top - speedup)) / top;
  const grid = ticks(0, top, 4).map(
    (value) =>
      html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}"/><text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${tickText(value)}</text>`,
  );
  const threads = ticks(1, most, 8).filter(Number.isInteger);
  const steps = threads.map(
    (workers) =>
      html`<text x="${x(workers).toFixed(1)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${workers}</text>`,
  );
  const lines = curves.map((curve, i) => {
    const path = curve.points
      .map(({ workers, speedup }) => `${x(workers).toFixed(1)},${y(speedup.ratio).toFixed(1)}`)
      .join(' ');
    const marks = curve.points.map(({ workers, speedup: { ratio, low, high } }) => {
      const spread =
        low === null || high === null
          ? null
          : html`<path class="spread" d="M${x(workers).toFixed(1)} ${y(low).toFixed(1)}V${y(high).toFixed(1)}m-4 0h8M${(x(workers) - 4).toFixed(1)} ${y(low).toFixed(1)}h8"/>`;
      return html`${spread}<circle class="mark-${i % 4}" cx="${x(workers).toFixed(1)}" cy="${y(ratio).toFixed(1)}" r="4"/>`;
    });
    return html`<polyline class="curve curve-${i % 4}" points="${path}"/>${marks}`;
  });
  const legend = curves.map(
    ({ best, points: found, ...curve }, i) =>
      html`<li><i class="key key-${i % 4}"></i>${curveName(curve)}: ${best === 1 ? 'one thread is best' : `${best} threads are best, ${times(found.find(({ workers }) => workers === best)!.speedup.ratio)} as fast as one`}</li>`,
  );
  return html`<figure class="half"><figcaption><b>Times as fast as one thread</b> <span class="soft">dashed: nothing lost</span></figcaption><svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Speed-up by number of threads; the table below has the numbers"><g class="grid">${grid}</g>${steps}<path class="ideal" d="M${x(1)} ${y(1).toFixed(1)}L${x(most)} ${y(most).toFixed(1)}"/>${lines}<text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">threads</text></svg><ul class="legend">${legend}</ul></figure>`;
}
