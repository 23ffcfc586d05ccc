import { html, type Markup, verbatim } from '../profile/report/markup.ts';
import type { DriftReport } from './followDrift.ts';

const WIDTH = 760;
const PANEL = 330;
const LEFT = 70;
const RIGHT = 110;
const TOP = 40;
const BOTTOM = 44;
/** Decades of the vertical axis. */
const LOW = -17;
const SHORTEST_LABEL_GAP = 13;

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #333; }
.title { font-weight: 600; font-size: 14px; }
.grid line { stroke: #ddd; }
.limit { stroke: #b00020; stroke-dasharray: 6 4; }
.curve { fill: none; stroke-width: 1.8; }
@media (prefers-color-scheme: dark) {
  svg { background: #16181c; }
  text { fill: #ddd; }
  .grid line { stroke: #3a3d44; }
  .limit { stroke: #ff6b81; }
}`;

/** Told apart by people who see colours differently: Okabe and Ito (2008), and two greys. */
const COLORS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#8a7f00',
  '#777777',
  '#aaaaaa',
];

/** The growth of the deviations as an SVG file, one panel a run; both axes are logarithmic. */
export function driftChart(reports: readonly DriftReport[]): string {
  const panels = reports.map(
    (report, i) => html`<g transform="translate(0 ${i * PANEL})">${panel(report)}</g>\n`,
  );
  const title = 'Growth of the deviations of two engines';
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${reports.length * PANEL}" width="${WIDTH}" role="img" aria-label="${title}">
<style>${verbatim(STYLE)}</style>
${panels}</svg>
`.html;
}

function panel({ run, engine, checkpoints, groups, tolerance }: DriftReport): Markup {
  const last = Math.max(2, checkpoints.at(-1) ?? 2);
  const values = groups.flatMap(({ upTo }) => upTo.filter((value) => Number.isFinite(value)));
  const high = Math.ceil(Math.log10(Math.max(tolerance, 1e-16, ...values))) + 1;
  const x = (step: number) => LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(step)) / Math.log(last);
  const y = (value: number) =>
    TOP +
    ((PANEL - TOP - BOTTOM) *
      (high - Math.log10(Math.min(10 ** high, Math.max(value, 10 ** LOW))))) /
      (high - LOW);
  const decades = Array.from({ length: high - LOW + 1 }, (_, i) => LOW + i);
  const rows = decades.map((power) => {
    const at = y(10 ** power).toFixed(1);
    const label = power === LOW ? '0' : `1e${power}`;
    return html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text x="${LEFT - 8}" y="${Number(at) + 4}" text-anchor="end">${label}</text>`;
  });
  const ticks = checkpoints.map((step) =>
    /^1|^[25]0*$/.test(String(step)) || step === last
      ? html`<text x="${x(step).toFixed(1)}" y="${PANEL - BOTTOM + 18}" text-anchor="middle">${tick(step)}</text>`
      : null,
  );
  const ends = spread(groups.map(({ upTo }) => y(upTo.at(-1) ?? 0)));
  const curves = groups.map(({ group, upTo }, i) => {
    const points = upTo
      .map((value, k) => `${x(checkpoints[k]!).toFixed(1)},${y(value).toFixed(1)}`)
      .join(' ');
    const color = COLORS[i % COLORS.length]!;
    return html`<polyline class="curve" stroke="${color}" points="${points}"/><text x="${WIDTH - RIGHT + 8}" y="${(ends[i]! + 4).toFixed(1)}" style="fill: ${color}">${group}</text>`;
  });
  const limit = y(tolerance).toFixed(1);
  return html`<text class="title" x="${LEFT}" y="20">${run}: core and ${engine}</text>
<g class="grid">${rows}</g>${ticks}<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${PANEL - 8}" text-anchor="middle">worst relative deviation up to a step</text>
<line class="limit" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${limit}" y2="${limit}"/><text x="${LEFT + 6}" y="${Number(limit) - 5}">allowed</text>
${curves}`;
}

function tick(step: number): string {
  return step >= 1000 ? `${step / 1000}k` : String(step);
}

/** Heights moved apart as far as labels need it not to cover each other: down, and up again from the axis. */
function spread(heights: readonly number[]): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const moved = [...heights];
  let least = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    moved[i] = Math.max(heights[i]!, least);
    least = moved[i] + SHORTEST_LABEL_GAP;
  }
  let most = PANEL - BOTTOM;
  for (const i of order.toReversed()) {
    moved[i] = Math.min(moved[i]!, most);
    most = moved[i] - SHORTEST_LABEL_GAP;
  }
  return moved;
}
