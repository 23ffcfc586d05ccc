import { callersOf, foundIn, framesOf } from './frames.js';

const CELL_HEIGHT = 20;
/** Width of a page of A4 between its margins, CSS pixels. */
const PAPER_WIDTH = 688;
const PLAIN = '#e3e1dc';
const FOUND = '#ff8ad8';
const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Colour of a frame in a difference graph: blue is faster, orange is slower, grey is as it was. */
function changeColor(change, largest) {
  const strength = Math.min(1, Math.sqrt(Math.abs(change) / largest));
  if (strength < 0.05) return PLAIN;
  const light = 92 - 30 * strength;
  return change > 0 ? `hsl(24 85% ${light}%)` : `hsl(210 75% ${light}%)`;
}

function changeOf({ times: [base, candidate] }) {
  return candidate - base;
}

function largestChange(frame) {
  return frame.children.reduce(
    (largest, child) => Math.max(largest, largestChange(child)),
    Math.abs(changeOf(frame)),
  );
}

/**
 * A flame graph in its place on the page. It is drawn by `draw`, as soon as its place has a width.
 *
 * @param place element with `data-kind` and `data-key`
 * @param data as embedded in the page
 */
export function createFlame(place, data) {
  const { kind, key, details: detailsId } = place.dataset;
  const details = document.getElementById(detailsId);
  const hint = details.textContent;
  const tree = kind === 'engine' ? data.engines[key] : data.pairs[key];
  const calls = framesOf(tree, data.functions, kind, key);
  let root = calls;
  let term = '';
  let chart = null;
  /** Share of the width of the page. */
  let scale = 1;

  const isMatch = ({ name, place: file }) => `${name} ${file}`.toLowerCase().includes(term);

  function makeChart() {
    const largest = kind === 'engine' ? 1 : largestChange(root) || 1;
    // The details say what a title would: with both a screen reader reads a frame twice.
    const noTooltip = Object.assign(() => {}, { show() {}, hide() {}, destroy() {} });
    const made = flamegraph
      .default()
      .cellHeight(CELL_HEIGHT)
      .minFrameSize(1.5)
      .inverted(true)
      .tooltip(noTooltip)
      .transitionDuration(0)
      .sort((a, b) => b.value - a.value)
      .setLabelHandler((d) => d.data.text)
      .setDetailsHandler((text) => {
        details.textContent = text ?? hint;
      })
      .setSearchMatch((d) => isMatch(d.data))
      .setSearchHandler(() => {})
      .onClick(() => requestAnimationFrame(describeFrames));
    made.setColorMapper((d) => {
      if (d.highlight) return FOUND;
      if (kind !== 'engine') return changeColor(changeOf(d.data), largest);
      return data.colors[d.data.module] ?? PLAIN;
    });
    return made;
  }

  /** Makes the frames known to keyboard and screen reader, and lets the graph shrink with its place. */
  function describeFrames() {
    let deepest = 0;
    const frames = [...place.querySelectorAll('g.frame')];
    for (const frame of frames) {
      const { data: of, depth } = d3.select(frame).datum();
      frame.setAttribute('role', 'treeitem');
      frame.setAttribute('aria-level', depth + 1);
      frame.setAttribute('aria-label', of.text);
      if (!frame.hasAttribute('tabindex')) frame.setAttribute('tabindex', -1);
      deepest = Math.max(deepest, depth);
    }
    if (!frames.some((frame) => frame.getAttribute('tabindex') === '0'))
      frames[0]?.setAttribute('tabindex', 0);
    const svg = place.querySelector('svg');
    // The library leaves room for a title that the page does not use.
    const height = (deepest + 1) * CELL_HEIGHT;
    svg.setAttribute('height', height);
    svg.setAttribute('viewBox', `0 0 ${chart.width()} ${height}`);
  }

  /** Ends what the library would draw in a quarter of a second: on paper it would be missing. */
  function drawAtOnce() {
    for (let i = 0; i < 3; i++) d3.timerFlush();
    d3.select(place)
      .selectAll('g.frame')
      .each(function () {
        const width = this.getAttribute('width');
        d3.select(this).select('rect').interrupt().attr('width', width);
      });
  }

  function drawWidth(width) {
    place.style.width = `${100 * scale}%`;
    const isNew = chart === null;
    chart ??= makeChart();
    chart.transitionDuration(0).width(Math.max(40, Math.round(width * scale)));
    if (isNew) {
      place.replaceChildren();
      d3.select(place).datum(root).call(chart);
      if (term !== '') chart.search(term);
    } else chart.update();
    drawAtOnce();
    describeFrames();
    chart.transitionDuration(isStill ? 0 : 200);
  }

  function draw() {
    const { clientWidth } = place.parentElement;
    if (clientWidth > 0) drawWidth(clientWidth);
  }

  function focus(node) {
    const frames = [...place.querySelectorAll('g.frame')];
    const target = frames.find((frame) => d3.select(frame).datum() === node);
    if (target === undefined) return;
    for (const frame of frames) frame.setAttribute('tabindex', frame === target ? 0 : -1);
    target.focus();
  }

  function showEverything() {
    chart?.resetZoom();
    requestAnimationFrame(describeFrames);
  }

  place.addEventListener('focusin', (event) => {
    const frame = event.target.closest('g.frame');
    if (frame !== null) details.textContent = d3.select(frame).datum().data.text;
  });
  place.addEventListener('keydown', (event) => {
    const frame = event.target.closest('g.frame');
    if (frame === null) return;
    const node = d3.select(frame).datum();
    const row = node.parent?.children ?? [node];
    const beside = (offset) => row[row.indexOf(node) + offset];
    const moves = {
      ArrowDown: () => node.children?.[0],
      ArrowUp: () => node.parent,
      ArrowRight: () => beside(1),
      ArrowLeft: () => beside(-1),
    };
    if (event.key in moves) {
      const target = moves[event.key]();
      if (target) focus(target);
    } else if (event.key === 'Enter' || event.key === ' ') {
      frame.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    } else if (event.key === 'Escape') showEverything();
    else return;
    event.preventDefault();
  });

  return {
    kind,
    key,
    total: calls.value,
    draw,
    drawOnPaper: () => drawWidth(PAPER_WIDTH),
    showEverything,
    /** Draws in another share of the width. */
    setScale(share) {
      scale = share;
      draw();
    },
    /** Shows what calls what, or functions and their callers. */
    setDirection(direction) {
      root = direction === 'callers' ? callersOf(calls, kind) : calls;
      chart = null;
      draw();
    },
    /** Marks frames whose name or place holds a text; returns how many there are and their share of the time. */
    search(text) {
      term = text.trim().toLowerCase();
      if (term === '') {
        chart?.clear();
        return null;
      }
      chart?.search(term);
      return foundIn(root, isMatch);
    },
  };
}
