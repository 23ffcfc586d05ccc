import { numberText } from './format.js';
import { setText } from './typeset.js';

/** The numbers with which a run ends. */
export function headline(list, { columns, initialMass }, history, unit) {
  const { curves, times, cellCount, stoppedCells } = history;
  const blowout = curves.lostByBlowout.at(-1);
  const sinks = curves.lostBySinks.at(-1);
  const { unit: massUnit } = columns.mass_lost_by_blowout;
  const mass = (name, value) => [`${name} (${massUnit})`, numberText(value, 3)];
  const cards = [
    mass('mass lost', blowout + sinks),
    mass('by blow-out', blowout),
    mass('by sinks', sinks),
    ...(initialMass === null
      ? []
      : [
          mass('initial mass', initialMass),
          ['lost / initial', numberText((blowout + sinks) / initialMass, 3)],
        ]),
    [`simulated (${unit.name})`, numberText(times.at(-1) / unit.seconds)],
    ['cells stopped', `${stoppedCells} of ${cellCount}`],
  ];
  list.replaceChildren(
    ...cards.map(([name, value]) => {
      const card = document.createElement('li');
      const [label, bold] = ['small', 'b'].map((tag) => document.createElement(tag));
      setText(label, name);
      bold.textContent = value;
      card.append(label, bold);
      return card;
    }),
  );
}
