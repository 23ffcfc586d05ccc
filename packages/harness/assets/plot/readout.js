import { MARGIN } from './axes.js';
import { svgElement } from './legend.js';
import { setText } from './typeset.js';

/**
 * Reads a chart by pointer and keyboard: a cross stands at the position and the text says what is there.
 *
 * @param figure the element that is focused and holds the chart
 * @param reading how to read it: `read` gives, for the position `{ column, row }`, its place in the chart, the text and,
 *   in a chart over time, the time; `find` gives the position at a place of the chart; `follow` gives place and text
 *   (null: none) of a time that another chart is read at; `pick` takes a position that was chosen by click or Enter
 * @param onTime takes the time at which the chart is read; null when that ends
 * @returns a function that shows another chart's time; null ends that
 */
export function attachReadout(figure, output, { chart, top, ...reading }, onTime) {
  const { columns, rows, find, read, follow, pick, start, summary } = reading;
  const { width, height } = chart.viewBox.baseVal;
  const [left, right] = [MARGIN.marginLeft, width - MARGIN.marginRight];
  const lines = svgElement('g', {
    stroke: 'currentColor',
    'stroke-opacity': 0.6,
    'pointer-events': 'none',
    class: 'cross',
  });
  chart.append(lines);
  let position = start;
  setText(output, summary);
  const vertical = (x) =>
    svgElement('line', {
      x1: x,
      x2: x,
      y1: top + MARGIN.marginTop,
      y2: height - MARGIN.marginBottom,
    });
  const show = (next) => {
    position = next;
    const { x, y, text, time } = read(position);
    lines.replaceChildren(
      vertical(x),
      ...(y === null
        ? []
        : [svgElement('line', { x1: left, x2: right, y1: top + y, y2: top + y })]),
    );
    setText(output, text);
    if (time !== undefined) onTime(time);
  };
  const end = () => {
    lines.replaceChildren();
    setText(output, summary);
    onTime(null);
  };
  const placeOf = (event) => {
    const box = chart.getBoundingClientRect();
    const x = ((event.clientX - box.left) * width) / box.width;
    const y = ((event.clientY - box.top) * height) / box.height - top;
    return x >= left && x <= right ? find(x, y) : null;
  };
  chart.addEventListener('pointermove', (event) => {
    // Only the keyboard needs to hear what the pointer shows.
    output.removeAttribute('aria-live');
    const place = placeOf(event);
    if (place !== null) show(place);
  });
  chart.addEventListener('pointerleave', end);
  figure.onblur = end;
  figure.onclick = (event) => {
    const place = pick === undefined ? null : placeOf(event);
    if (place !== null) setText(output, pick(place));
  };
  figure.classList.toggle('pickable', pick !== undefined);
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
    output.setAttribute('aria-live', 'polite');
    if (event.key in ends) show({ column: ends[event.key], row });
    else if (event.key === 'Enter' && pick !== undefined) setText(output, pick(position));
    else if (event.key in moves) {
      const [toRight, up] = moves[event.key];
      if (rows === 1 && up !== 0) return;
      show({ column: limited(column + toRight, columns), row: limited(row + up, rows) });
    } else return;
    event.preventDefault();
  };
  return (time) => {
    if (follow === undefined) return;
    if (time === null) {
      lines.replaceChildren();
      setText(output, summary);
      return;
    }
    const { x, text } = follow(time);
    output.removeAttribute('aria-live');
    lines.replaceChildren(vertical(x));
    if (text !== null) setText(output, text);
  };
}

function limited(value, count) {
  return Math.min(Math.max(value, 0), count - 1);
}
