// The report works without this script, except for the flame graphs, sorting and search.
(() => {
  const { graphs, colors } = JSON.parse(document.getElementById('data').textContent);
  const CELL_HEIGHT = 20;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;

  /** Colour of a frame in a difference graph: orange has grown, blue has shrunk, grey is as it was. */
  function changeColor(change, largest) {
    const strength = Math.min(1, Math.sqrt(Math.abs(change) / largest));
    if (strength < 0.05) return '#e3e1dc';
    const light = 92 - 30 * strength;
    return change > 0 ? `hsl(24 85% ${light}%)` : `hsl(207 75% ${light}%)`;
  }

  function largestChange(frame) {
    return frame.children.reduce(
      (largest, child) => Math.max(largest, largestChange(child)),
      Math.abs(frame.change ?? 0),
    );
  }

  const charts = graphs.map(({ id, data }) => {
    const place = document.getElementById(id);
    const details = document.getElementById(`${id}-details`);
    const hint = details.textContent;
    const largest = largestChange(data) || 1;
    const chart = flamegraph
      .default()
      .width(place.clientWidth)
      .cellHeight(CELL_HEIGHT)
      .minFrameSize(1.5)
      .inverted(true)
      .transitionDuration(isStill ? 0 : 200)
      .sort((a, b) => b.value - a.value)
      .setLabelHandler((d) => d.data.text)
      .setDetailsHandler((text) => {
        details.textContent = text ?? hint;
      })
      .setSearchHandler(() => {})
      .onClick(() => requestAnimationFrame(describeFrames));
    chart.setColorMapper((d) => {
      if (d.highlight) return '#f5d90a';
      if (d.data.change !== undefined) return changeColor(d.data.change, largest);
      return colors[d.data.module] ?? '#e3e1dc';
    });

    /** Makes the frames known to keyboard and screen reader. */
    function describeFrames() {
      let deepest = 0;
      for (const frame of place.querySelectorAll('g.frame')) {
        const { data, depth } = d3.select(frame).datum();
        frame.setAttribute('role', 'treeitem');
        frame.setAttribute('aria-level', depth + 1);
        frame.setAttribute('aria-label', data.text);
        if (!frame.hasAttribute('tabindex')) frame.setAttribute('tabindex', depth === 0 ? 0 : -1);
        deepest = Math.max(deepest, depth);
      }
      // The library leaves room for a title that the page does not use.
      place.querySelector('svg').setAttribute('height', (deepest + 1) * CELL_HEIGHT);
    }

    function focus(node) {
      const frames = [...place.querySelectorAll('g.frame')];
      const target = frames.find((frame) => d3.select(frame).datum() === node);
      if (target === undefined) return;
      for (const frame of frames) frame.setAttribute('tabindex', frame === target ? 0 : -1);
      target.focus();
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
      } else if (event.key === 'Escape') {
        chart.resetZoom();
        requestAnimationFrame(describeFrames);
      } else return;
      event.preventDefault();
    });
    d3.select(place).datum(data).call(chart);
    describeFrames();
    return { chart, place, describeFrames };
  });

  const input = document.getElementById('search');
  const found = document.getElementById('found');
  function search() {
    const term = input?.value.trim() ?? '';
    let count = 0;
    for (const { chart, place } of charts) {
      if (term === '') chart.clear();
      else chart.search(term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      count += d3
        .select(place)
        .selectAll('g.frame')
        .filter((d) => d.highlight)
        .size();
    }
    if (found) found.textContent = term === '' ? '' : `${count} visible frames match`;
  }
  input?.addEventListener('input', search);
  document.getElementById('reset')?.addEventListener('click', () => {
    if (input) input.value = '';
    search();
    for (const { chart, describeFrames } of charts) {
      chart.resetZoom();
      requestAnimationFrame(describeFrames);
    }
  });

  let timer;
  function fit() {
    for (const { chart, place, describeFrames } of charts) {
      if (place.clientWidth === 0) continue;
      chart.width(place.clientWidth);
      chart.update();
      describeFrames();
    }
  }
  addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(fit, 100);
  });
  addEventListener('beforeprint', fit);
  addEventListener('afterprint', fit);

  for (const table of document.querySelectorAll('table.sortable'))
    for (const [column, head] of [...table.tHead.rows[0].cells].entries())
      head.querySelector('button').addEventListener('click', () => {
        const isNumber = head.classList.contains('number');
        const before = head.getAttribute('aria-sort');
        const isDown = before === null ? isNumber : before === 'ascending';
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
        const key = (row) => {
          const cell = row.cells[column];
          return isNumber ? Number(cell.dataset.sort ?? cell.textContent) : cell.textContent;
        };
        const rows = [...table.tBodies[0].rows].sort((a, b) => {
          const [left, right] = [key(a), key(b)];
          const order = isNumber ? left - right : left.localeCompare(right);
          return isDown ? -order : order;
        });
        table.tBodies[0].append(...rows);
      });
})();
