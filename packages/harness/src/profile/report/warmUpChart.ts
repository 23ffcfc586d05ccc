import type { EngineResult } from '../results/result.ts';
import { html, type Markup } from './markup.ts';
import { digits, duration } from './quantities.ts';

const WIDTH = 720;
const HEIGHT = 200;
const LEFT = 64;
const BOTTOM = 28;
const TOP = 10;

/** Step times of the first steps of each engine's process: how the machine code settles. Logarithmic. */
export function warmUpChart(engines: readonly EngineResult[]): Markup {
  const curves = engines.map(({ label, measurements }) => ({
    label,
    steps: measurements[0]!.warmUp.leadStepSeconds,
  }));
  const all = curves.flatMap(({ steps }) => steps).filter((seconds) => seconds > 0);
  if (all.length < 2) return html``;
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...all))));
  const count = Math.max(...curves.map(({ steps }) => steps.length));
  const x = (step: number) => LEFT + ((WIDTH - LEFT - 8) * step) / Math.max(1, count - 1);
  const y = (seconds: number) =>
    TOP + ((HEIGHT - TOP - BOTTOM) * (high - Math.log10(seconds))) / (high - low);
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const grid = decades.map(
    (value) =>
      html`<line x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(value)}" y2="${y(value)}"/><text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${duration(value).replace(/\.0+ /, ' ')}</text>`,
  );
  const lines = curves.map(({ steps }, i) => {
    const points = steps
      .map((seconds, step) => (seconds > 0 ? `${x(step).toFixed(1)},${y(seconds).toFixed(1)}` : ''))
      .join(' ');
    return html`<polyline class="curve curve-${i % 4}" points="${points}"/>`;
  });
  const legend = curves.map(
    ({ label, steps }, i) =>
      html`<li><i class="key key-${i % 4}"></i>${label}: first step ${duration(steps[0] ?? Number.NaN)}, step ${digits(steps.length)} ${duration(steps[steps.length - 1] ?? Number.NaN)}</li>`,
  );
  return html`<figure><svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Step time over the first steps of each process"><g class="grid">${grid}</g>${lines}<text x="${LEFT}" y="${HEIGHT - 8}">step 1</text><text x="${WIDTH - 8}" y="${HEIGHT - 8}" text-anchor="end">step ${digits(count)}</text></svg><ul class="legend">${legend}</ul></figure>`;
}
