import { svgElement } from './legend.js';

/**
 * Saves a chart as a file, in the colours of light paper.
 *
 * @param about title of the chart and the run that it shows, which an SVG carries
 */
export async function saveChart(chart, name, format, about) {
  const text = standalone(chart, about);
  if (format === 'svg') return download(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const { width, height } = chart.viewBox.baseVal;
  canvas.width = 3 * width;
  canvas.height = 3 * height;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  download(await new Promise((resolve) => canvas.toBlob(resolve, 'image/png')), `${name}.png`);
}

/** A chart as a file of its own: colours as numbers, on white. */
function standalone(chart, { title, description }) {
  const root = document.documentElement;
  const before = root.style.colorScheme;
  root.style.colorScheme = 'light';
  const copy = chart.cloneNode(true);
  const originals = chart.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, i) => {
    for (const name of ['fill', 'stroke'])
      if (/var\(|currentColor/i.test(element.getAttribute(name) ?? ''))
        element.setAttribute(name, getComputedStyle(originals[i])[name]);
  });
  for (const element of copy.querySelectorAll('style, .cross, .now')) element.remove();
  const { color } = getComputedStyle(chart);
  root.style.colorScheme = before;
  const { width, height } = chart.viewBox.baseVal;
  copy.setAttribute('fill', color);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.setAttribute('style', `font: 12px system-ui, sans-serif; color: ${color}; background: #fff`);
  copy.removeAttribute('aria-hidden');
  copy.prepend(
    svgElement('title', {}, title),
    svgElement('desc', {}, description),
    svgElement('rect', { width: '100%', height: '100%', fill: '#fff' }),
  );
  return new XMLSerializer().serializeToString(copy);
}

function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
