import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { locateInput } from '@marsdisk/config';
import {
  ALLOWED_REGRESSION,
  checkOutBase,
  describeCandidate,
  HALF_WIDTH,
  holdContest,
  isLastLook,
  isLook,
  judgeSpeed,
  loadProfile,
  PAIR_SECONDS,
  type SideRequest,
} from '@marsdisk/harness';

// How often is the gate wrong on this machine? Holds gates between a commit and itself, and between a commit and itself
// with a quarter of the steps taken twice, and counts the outcomes:
//   node scripts/gate-calibration.ts --gates 30 --json out/calibration.json
//   node scripts/gate-calibration.ts --from out/calibration.json
// In the end, or from a file, it draws gates without a limit of time from the pairs that were measured: the rule on the
// noise of this machine, as often as one likes. The numbers in docs/gate.md come from here. Parity is left out: both sides are the same code.
const { values } = parseArgs({
  options: {
    gates: { type: 'string', default: '30' },
    /** Time of a gate, s. */
    budget: { type: 'string', default: '120' },
    /** `A/A` or `slower`; else both in turns. On two cores each may have one: taskset -c 0 node ... --kind A/A. */
    kind: { type: 'string' },
    profile: { type: 'string', default: 'base-compute' },
    /** Share of the steps that the slower candidate takes twice. */
    slower: { type: 'string', default: '0.25' },
    json: { type: 'string' },
    from: { type: 'string' },
  },
});
const rule = { claim: null, allowedRegression: ALLOWED_REGRESSION, halfWidth: HALF_WIDTH };

/** A gate that was held. */
interface HeldGate {
  readonly name: string;
  readonly outcome: 'pass' | 'fail' | 'undecided';
  readonly memoryFails: boolean;
  /** Speed-up of each pair. */
  readonly ratios: readonly number[];
  readonly seconds: number;
}

const gates: HeldGate[] =
  values.from === undefined
    ? await holdGates()
    : JSON.parse(readFileSync(values.from, 'utf8')).gates;
for (const name of new Set(gates.map((gate) => gate.name))) {
  const held = gates.filter((gate) => gate.name === name);
  console.log(`${name}: ${countsOf(held.map(({ outcome }) => outcome))} of ${held.length}`);
  const pool = held.flatMap(({ ratios }) => ratios);
  const drawn = drawGates(pool, 10_000);
  console.log(`${name}: ${countsOf(drawn)} of ${drawn.length} drawn from ${pool.length} pairs`);
}

async function holdGates(): Promise<HeldGate[]> {
  const { root, commit } = describeCandidate(process.cwd());
  const { path, profile } = loadProfile(values.profile, root);
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  // A checkout of its own: what is edited meanwhile must not be measured.
  const checkout = await checkOutBase(root, commit);
  const side: SideRequest = {
    root: checkout.root,
    configPath: locateInput(profile.config, path, root),
    overrides: profile.overrides,
    workingDirectory: root,
    engine: 'fast',
    cache: 'all',
    recording: null,
    workers: 1,
    extraWork: 0,
  };
  const slower = Number(values.slower);
  const kinds = [
    { name: 'A/A', candidate: side },
    { name: `${slower * 100} % slower`, candidate: { ...side, extraWork: slower } },
  ].filter(({ name }) => values.kind === undefined || name.endsWith(values.kind));
  const limits = {
    steps: profile.measure.steps ?? Number.POSITIVE_INFINITY,
    budget: Number(values.budget),
    ...PAIR_SECONDS,
  };
  const held: HeldGate[] = [];
  for (let gate = 1; gate <= Number(values.gates); gate++)
    for (const { name, candidate } of kinds) {
      const { speed, memory, pairs, seconds } = await holdContest(side, candidate, rule, limits);
      const { outcome, speedup } = speed;
      const ratios = pairs.map(({ speedup }) => speedup);
      held.push({ name, outcome, memoryFails: memory.isFailing, ratios, seconds });
      console.log(
        `${gate} ${name}: ${outcome}, ${speedup.ratio.toFixed(3)} (${speedup.low?.toFixed(3)} to ${speedup.high?.toFixed(3)}), ${speedup.pairs} pairs, ${seconds.toFixed(0)} s${memory.isFailing ? ', memory fails' : ''}`,
      );
      if (values.json !== undefined)
        writeFileSync(
          values.json,
          `${JSON.stringify({ commit, limits, rule, gates: held }, null, 1)}\n`,
        );
    }
  checkout.remove();
  return held;
}

/** Outcomes of gates whose pairs are drawn, with replacement, from those that were measured. */
function drawGates(pool: readonly number[], count: number): HeldGate['outcome'][] {
  return Array.from({ length: count }, () => {
    const ratios: number[] = [];
    let outcome: HeldGate['outcome'] = 'undecided';
    while (outcome === 'undecided' && !isLastLook(ratios.length)) {
      ratios.push(pool[Math.floor(Math.random() * pool.length)]!);
      if (isLook(ratios.length))
        outcome = judgeSpeed(ratios, rule, isLastLook(ratios.length)).outcome;
    }
    return outcome;
  });
}

function countsOf(outcomes: readonly HeldGate['outcome'][]): string {
  return (['pass', 'fail', 'undecided'] as const)
    .map((outcome) => `${outcomes.filter((one) => one === outcome).length} ${outcome}`)
    .join(', ');
}
