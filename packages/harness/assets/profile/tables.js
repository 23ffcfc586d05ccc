/** Lets every table be sorted by the column whose heading is pressed; cells without a value stay at the end. */
export function attachSorting() {
  for (const table of document.querySelectorAll('table.sortable'))
    for (const [column, head] of [...table.tHead.rows[0].cells].entries())
      head.querySelector('button').addEventListener('click', () => sortBy(table, column, head));
}

function sortBy(table, column, head) {
  const isNumber = head.classList.contains('number');
  const before = head.getAttribute('aria-sort');
  const isDown = before === null ? isNumber : before === 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
  const key = (row) => {
    const { dataset, textContent } = row.cells[column];
    return isNumber ? (dataset.sort ?? textContent) : textContent;
  };
  const rows = [...table.tBodies[0].rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === '' || right === '') return (left === '') - (right === '');
    const order = isNumber ? Number(left) - Number(right) : left.localeCompare(right);
    return isDown ? -order : order;
  });
  table.tBodies[0].append(...rows);
}

/** Makes boxes reachable from the keyboard that hold more than they show, and only those. */
export function attachScrolling() {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) mark(target.closest('.scroll'));
  });
  for (const box of document.querySelectorAll('.scroll')) {
    observer.observe(box);
    observer.observe(box.firstElementChild);
  }
}

function mark(box) {
  const isWider = box.scrollWidth > box.clientWidth + 1;
  box.classList.toggle('wider', isWider);
  if (isWider) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}
