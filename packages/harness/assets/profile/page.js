import { createFlame } from './flames.js';
import { percentText } from './format.js';
import { attachScrolling, attachSorting } from './tables.js';
import { attachTabs } from './tabs.js';

// The report works without its script, except for flame graphs, sorting and search; tabs are sections then.
const data = JSON.parse(document.getElementById('data').textContent);
const groups = [...document.querySelectorAll('.pair')].map((panel) => ({
  panel,
  flames: [...panel.querySelectorAll('.flame')].map((place) => createFlame(place, data)),
}));

function draw(panel) {
  for (const group of groups)
    if (group.panel === panel) for (const flame of group.flames) flame.draw();
}

function drawAll() {
  for (const { flames } of groups) for (const flame of flames) flame.draw();
}

for (const { panel, flames } of groups) {
  const toolbar = panel.querySelector('.toolbar');
  if (toolbar === null) continue;
  toolbar.hidden = false;
  const input = toolbar.querySelector('.find');
  const output = toolbar.querySelector('.found');
  const search = () => {
    const found = flames.flatMap((flame) => {
      const result = flame.search(input.value);
      return result === null ? [] : [{ ...result, name: flame.key, kind: flame.kind }];
    });
    output.textContent = found
      .filter(({ kind }) => kind === 'engine')
      .map(
        ({ name, count, share }) =>
          `${name}: ${count} ${count === 1 ? 'frame' : 'frames'}, ${percentText(share)} of the time`,
      )
      .join('; ');
  };
  input.addEventListener('input', search);
  toolbar.querySelector('.reset').addEventListener('click', () => {
    input.value = '';
    search();
    for (const flame of flames) flame.showEverything();
  });
  toolbar.querySelector('.direction').addEventListener('change', (event) => {
    for (const flame of flames) flame.setDirection(event.target.value);
    search();
  });
  toolbar.querySelector('.widths')?.addEventListener('change', (event) => {
    const engines = flames.filter(({ kind }) => kind === 'engine');
    const longest = Math.max(...engines.map(({ total }) => total));
    for (const flame of engines)
      flame.setScale(event.target.value === 'shared' ? flame.total / longest : 1);
  });
}

const tabs = document.querySelector('.tabs');
if (tabs === null) drawAll();
else attachTabs(tabs, draw);

let timer;
addEventListener('resize', () => {
  clearTimeout(timer);
  timer = setTimeout(drawAll, 100);
});
addEventListener('beforeprint', () => {
  for (const { flames } of groups) for (const flame of flames) flame.drawOnPaper();
});
addEventListener('afterprint', drawAll);
attachSorting();
attachScrolling();
