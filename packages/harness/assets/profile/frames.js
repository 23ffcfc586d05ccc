import { percentText, timeText } from './format.js';

/**
 * The frames of a graph, as the flame graph takes them, from the compact form of the data.
 *
 * @param tree function, times and calls: `[fn, total, …]` of an engine, `[fn, base, candidate, extent, …]` of a pair
 * @param label name of the outermost frame
 */
export function framesOf(tree, functions, kind, label) {
  const count = kind === 'engine' ? 2 : 4;
  const convert = (node, isRoot) => {
    const [name, place, module] = functions[node[0]];
    const frame = {
      name: isRoot ? label : name,
      place,
      module,
      times: kind === 'engine' ? [node[1]] : [node[1], node[2]],
      value: kind === 'engine' ? node[1] : node[3],
      children: node.slice(count).map((child) => convert(child, false)),
    };
    return frame;
  };
  return explained(convert(tree, true), kind);
}

/** The same time the other way round: every function by its own time, and below it who called it. */
export function callersOf(root, kind) {
  const inverted = { ...root, children: new Map() };
  const visit = (frame, callers) => {
    const own = frame.times.map((time, i) =>
      Math.max(0, time - frame.children.reduce((sum, child) => sum + child.times[i], 0)),
    );
    const stack = [frame, ...callers];
    if (frame !== root && own.some((time) => time > 0)) {
      let place = inverted;
      for (const { name, place: file, module } of stack) {
        const key = `${name}\n${file}`;
        let into = place.children.get(key);
        if (into === undefined) {
          const times = own.map(() => 0);
          into = { name, place: file, module, times, value: 0, children: new Map() };
          place.children.set(key, into);
        }
        into.times = into.times.map((time, i) => time + own[i]);
        into.value += Math.max(...own);
        place = into;
      }
    }
    for (const child of frame.children) visit(child, frame === root ? [] : stack);
  };
  visit(root, []);
  const plain = (frame) => ({ ...frame, children: [...frame.children.values()].map(plain) });
  const result = plain(inverted);
  result.value = result.children.reduce((sum, child) => sum + child.value, 0);
  return explained(result, kind);
}

/** Adds the line about every frame. */
function explained(root, kind) {
  const visit = (frame) => {
    frame.text = kind === 'engine' ? engineText(frame, root) : differenceText(frame);
    for (const child of frame.children) visit(child);
  };
  visit(root);
  return root;
}

function engineText({ name, times: [total], children, module, place }, root) {
  const called = children.reduce((sum, child) => sum + child.times[0], 0);
  const own = Math.max(0, total - called);
  const share = percentText(total / root.times[0]);
  return `${name}: ${timeText(total)} a cell-step (${share}), itself ${timeText(own)}; ${module}, ${place}`;
}

function differenceText({ name, times: [base, candidate], module, place }) {
  const change = candidate - base;
  const grown = change > 0 ? `grown by ${timeText(change)}` : `shrunk by ${timeText(-change)}`;
  const verdict = base === 0 ? 'new' : candidate === 0 ? 'vanished' : grown;
  return `${name}: ${verdict}, ${timeText(base)} before, ${timeText(candidate)} now a cell-step; ${module}, ${place}`;
}

/** Frames that match, and the share of all time in them and below them; nested ones count once. */
export function foundIn(root, isMatch) {
  let count = 0;
  let time = 0;
  const visit = (frame, isInside) => {
    const isFound = isMatch(frame);
    if (isFound) count++;
    if (isFound && !isInside) time += frame.value;
    for (const child of frame.children) visit(child, isInside || isFound);
  };
  visit(root, false);
  return { count, share: root.value > 0 ? time / root.value : 0 };
}
