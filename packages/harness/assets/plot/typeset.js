/** A symbol with an index: `M_Mars`, `Σ_bin`. */
const INDEXED = /(?<![\w.])([A-Za-zΣτ])_([A-Za-z]+)/g;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Writes a text into an element, an index below its symbol. The underscore stays, unseen, for those who copy the text or
 * hear it.
 */
export function setText(element, text) {
  element.replaceChildren(
    ...pieces(text).flatMap(({ text: plain, index }) => {
      if (index === null) return [plain];
      const hidden = document.createElement('span');
      hidden.className = 'unseen';
      hidden.textContent = '_';
      const sub = document.createElement('sub');
      sub.textContent = index;
      return [plain, hidden, sub];
    }),
  );
}

/** Sets the indices of all texts of a chart below their symbols. */
export function typesetChart(chart) {
  for (const element of chart.querySelectorAll('text')) {
    const text = element.textContent;
    if (element.childElementCount > 0 || text.search(INDEXED) < 0) continue;
    let isLowered = false;
    element.replaceChildren(
      ...pieces(text).flatMap(({ text: plain, index }) => {
        const back = span(plain, isLowered ? { dy: '-0.22em' } : {});
        isLowered = index !== null;
        return index === null
          ? [back]
          : [back, span(index, { dy: '0.3em', 'font-size': '0.75em' })];
      }),
    );
  }
}

function pieces(text) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(INDEXED)) {
    found.push({ text: text.slice(from, match.index) + match[1], index: match[2] });
    from = match.index + match[0].length;
  }
  return from < text.length ? [...found, { text: text.slice(from), index: null }] : found;
}

function span(text, attributes) {
  const element = document.createElementNS(SVG_NAMESPACE, 'tspan');
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}
