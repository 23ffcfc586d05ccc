import { svgElement } from './legend.js';

/**
 * Reads a chart by pointer and keyboard: a cross stands at the position and the text says what is there.
 *
 * @param figure the element that is focused and holds the chart
 * @param read gives, for the position `{ column, row }`, its place in the chart and the text
 * @param find gives the position at a place of the chart
 */
export function attachReadout(
  figure,
  output,
  { chart, top, columns, rows, find, read, start, summary },
) {
  const { width, height } = chart.viewBox.baseVal;
  const lines = svgElement('g', {
    stroke: 'currentColor',
    'stroke-opacity': 0.6,
    'pointer-events': 'none',
    class: 'cross',
  });
  chart.append(lines);
  let position = start;
  output.textContent = summary;
  const show = (next) => {
    position = next;
    const { x, y, text } = read(position);
    lines.replaceChildren(
      svgElement('line', { x1: x, x2: x, y1: top + 12, y2: height - 40 }),
      ...(y === null
        ? []
        : [svgElement('line', { x1: 76, x2: width - 18, y1: top + y, y2: top + y })]),
    );
    output.textContent = text;
  };
  chart.addEventListener('pointermove', (event) => {
    const box = chart.getBoundingClientRect();
    const x = ((event.clientX - box.left) * width) / box.width;
    const y = ((event.clientY - box.top) * height) / box.height - top;
    if (x >= 76 && x <= width - 18) show(find(x, y));
  });
  chart.addEventListener('pointerleave', () => {
    lines.replaceChildren();
    output.textContent = summary;
  });
  figure.onkeydown = (event) => {
    const step = event.shiftKey ? 10 : 1;
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const ends = { Home: 0, End: columns - 1 };
    const { column, row } = position;
    if (event.key in ends) show({ column: ends[event.key], row });
    else if (event.key in moves) {
      const [right, up] = moves[event.key];
      if (rows === 1 && up !== 0) return;
      show({ column: limited(column + right, columns), row: limited(row + up, rows) });
    } else return;
    event.preventDefault();
  };
}

function limited(value, count) {
  return Math.min(Math.max(value, 0), count - 1);
}
