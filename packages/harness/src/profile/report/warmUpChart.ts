import type { WarmUpRule } from '../definition/profile.ts';

import type { EngineResult } from '../results/result.ts';
import { ticks, tickText } from './axis.ts';
import { html, type Markup } from './markup.ts';
import { duration, whole } from './quantities.ts';

const WIDTH = 420;
const HEIGHT = 230;
const LEFT = 58;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 36;
/** Blocks that took longer than this are drawn at the upper edge, percent above the last ones. */
const HIGHEST = 60;

/** A process of an engine, and the number of its colour. */
interface Curve {
  readonly label: string;
  readonly color: number;
  readonly values: readonly number[];
}

/** How the machine code settles: step times of the first steps, and the blocks that decide. */
export function warmUpChart(engines: readonly EngineResult[], rule: WarmUpRule): Markup {
  const legend = engines.map(
    ({ label, measurements }, i) =>
      html`<li><i class="key key-${i % 4}"></i>${label}: ${measurements[0]!.warmUp.isSteady ? 'steady' : 'NOT STEADY'}, ${measurements[0]!.warmUp.verdict}</li>`,
  );
  return html`<div class="warm-up"><div class="panels"><figure><figcaption><b>First steps</b></figcaption>${leadChart(engines)}</figure><figure><figcaption><b>Blocks</b> <span class="soft">against the last ones of the same work, processor time</span></figcaption>${blockChart(engines, rule)}</figure></div>
<ul class="legend">${legend}</ul></div>`;
}

function curvesOf(
  engines: readonly EngineResult[],
  read: (warmUp: EngineResult['measurements'][number]['warmUp']) => readonly number[],
): Curve[] {
  return engines.flatMap(({ label, measurements }, color) =>
    measurements.map(({ warmUp }) => ({ label, color, values: read(warmUp) })),
  );
}

function leadChart(engines: readonly EngineResult[]): Markup {
  const curves = curvesOf(engines, ({ leadStepSeconds }) => leadStepSeconds);
  const all = curves.flatMap(({ values }) => values).filter((seconds) => seconds > 0);
  if (all.length < 2) return html`<p class="soft">There are no step times.</p>`;
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...all))));
  const count = Math.max(...curves.map(({ values }) => values.length));
  const x = across(count);
  const y = (seconds: number) =>
    TOP + ((HEIGHT - TOP - BOTTOM) * (high - Math.log10(seconds))) / (high - low);
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const grid = decades.map((value) => gridLine(y(value), duration(value).replace(/\.0+ /, ' ')));
  const lines = curves.map(({ values, color }) => {
    const points = values.flatMap((seconds, step) =>
      seconds > 0 ? [`${x(step).toFixed(1)},${y(seconds).toFixed(1)}`] : [],
    );
    return html`<polyline class="curve curve-${color % 4}" points="${points.join(' ')}"/>`;
  });
  return frame('Step time over the first steps of each process', 'step', count, [
    html`<g class="grid">${grid}</g>`,
    ...lines,
  ]);
}

/** Block times as percent above or below the last blocks of the same work, with which the rule compares those before. */
function blockChart(engines: readonly EngineResult[], rule: WarmUpRule): Markup {
  const curves = curvesOf(engines, ({ blockSeconds }) => {
    if (blockSeconds.length === 0) return [];
    const count = blockSeconds.length;
    const lastOf = (block: number) => count - 1 - ((count - 1 - block) % rule.blocks);
    return blockSeconds.map((seconds, block) => 100 * (seconds / blockSeconds[lastOf(block)]! - 1));
  });
  const all = curves.flatMap(({ values }) => values);
  if (all.length < 2) return html`<p class="soft">There are no blocks.</p>`;
  const tolerance = rule.tolerance_percent;
  const high = Math.min(HIGHEST, Math.max(2 * tolerance, ...all));
  const low = Math.max(-HIGHEST, Math.min(-2 * tolerance, ...all));
  const count = Math.max(...curves.map(({ values }) => values.length));
  const x = across(count);
  const y = (percent: number) =>
    TOP +
    ((HEIGHT - TOP - BOTTOM) * (high - Math.max(low, Math.min(high, percent)))) / (high - low);
  const grid = ticks(low, high, 4).map((value) =>
    gridLine(y(value), `${value > 0 ? '+' : ''}${tickText(value)} %`),
  );
  const band = html`<rect class="band" x="${LEFT}" width="${WIDTH - LEFT - RIGHT}" y="${y(tolerance).toFixed(1)}" height="${(y(-tolerance) - y(tolerance)).toFixed(1)}"/>`;
  const lines = curves.map(({ values, color }) => {
    const at = values.map((value, block) => ({
      left: x(block).toFixed(1),
      top: y(value).toFixed(1),
      isCompared: block >= values.length - 2 * rule.blocks,
    }));
    const path = at.map(({ left, top }) => `${left},${top}`).join(' ');
    const marks = at.map(({ left, top, isCompared }) =>
      isCompared
        ? html`<circle class="mark-${color % 4}" cx="${left}" cy="${top}" r="3.5"/>`
        : html`<circle class="mark-${color % 4}" cx="${left}" cy="${top}" r="1.5"/>`,
    );
    return html`<polyline class="curve curve-${color % 4}" points="${path}"/>${marks}`;
  });
  return frame(
    `Time of every block against the last ${rule.blocks}; the large marks are compared`,
    'block',
    count,
    [band, html`<g class="grid">${grid}</g>`, ...lines],
  );
}

function across(count: number): (i: number) => number {
  return (i) => LEFT + 4 + ((WIDTH - LEFT - RIGHT - 8) * i) / Math.max(1, count - 1);
}

function gridLine(y: number, label: string): Markup {
  return html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/><text x="${LEFT - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${label}</text>`;
}

function frame(label: string, unit: string, count: number, content: readonly Markup[]): Markup {
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">${content}<text x="${LEFT}" y="${HEIGHT - 10}">${unit} 1</text><text x="${WIDTH - RIGHT}" y="${HEIGHT - 10}" text-anchor="end">${unit} ${whole(count)}</text></svg>`;
}
