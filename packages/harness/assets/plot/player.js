/** How long it takes to play a slider from end to end, ms, and the shortest time of a position. */
const DURATION = 8000;
const SHORTEST = 40;

/**
 * Lets a button move a slider by itself until its end, or until it is pressed again.
 *
 * @param onMove is called after every move
 */
export function attachPlayer(button, slider, onMove) {
  let timer = null;
  const last = Number(slider.max);
  const every = Math.max(SHORTEST, DURATION / Math.max(1, last));
  const stop = () => {
    clearInterval(timer);
    timer = null;
    button.textContent = 'Play';
  };
  const move = () => {
    slider.value = String(Number(slider.value) + 1);
    onMove();
    if (Number(slider.value) === last) stop();
  };
  button.addEventListener('click', () => {
    if (timer !== null) return stop();
    if (Number(slider.value) === last) slider.value = '-1';
    button.textContent = 'Pause';
    timer = setInterval(move, every);
  });
  slider.addEventListener('input', () => {
    if (timer !== null) stop();
  });
}
