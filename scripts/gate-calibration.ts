import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { locateInput } from '@marsdisk/config';
import {
  ALLOWED_REGRESSION,
  checkOutBase,
  describeCandidate,
  HALF_WIDTH,
  holdContest,
  loadProfile,
  type SideRequest,
} from '@marsdisk/harness';

// How often is the gate wrong on this machine? Holds gates between a commit and itself, and between a commit and itself
// with a quarter of the steps taken twice, and counts the outcomes:
//   node scripts/gate-calibration.ts --gates 30 --budget 25
// The numbers in docs/gate.md come from here. Parity is left out: both sides are the same code.
const { values } = parseArgs({
  options: {
    gates: { type: 'string', default: '30' },
    /** Time of a gate, s. */
    budget: { type: 'string', default: '25' },
    profile: { type: 'string', default: 'base-compute' },
    /** Share of the steps that the slower candidate takes twice. */
    slower: { type: 'string', default: '0.25' },
    warm: { type: 'string', default: '0.3' },
    measured: { type: 'string', default: '0.4' },
    json: { type: 'string' },
  },
});
const { root, commit } = describeCandidate(process.cwd());
const { path, profile } = loadProfile(values.profile, root);
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
const rule = { claim: null, allowedRegression: ALLOWED_REGRESSION, halfWidth: HALF_WIDTH };
const limits = {
  steps: profile.measure.steps ?? Number.POSITIVE_INFINITY,
  budget: Number(values.budget),
  warmSeconds: Number(values.warm),
  measuredSeconds: Number(values.measured),
};
const kinds = [
  { name: 'A/A', candidate: side },
  {
    name: `${Number(values.slower) * 100} % slower`,
    candidate: { ...side, extraWork: Number(values.slower) },
  },
];
const gates: object[] = [];
const counts = kinds.map(() => ({ pass: 0, fail: 0, undecided: 0 }));
const began = performance.now();
for (let gate = 1; gate <= Number(values.gates); gate++)
  for (const [i, { name, candidate }] of kinds.entries()) {
    const { speed, memory, pairs, seconds } = await holdContest(side, candidate, rule, limits);
    const { outcome, speedup } = speed;
    counts[i]![outcome]++;
    const ratios = pairs.map((pair) => pair.base.cpuSeconds / pair.candidate.cpuSeconds);
    gates.push({ name, outcome, speedup, memoryFails: memory.isFailing, seconds, ratios });
    console.log(
      `${gate} ${name}: ${outcome}, ${speedup.ratio.toFixed(3)} (${speedup.low?.toFixed(3)} to ${speedup.high?.toFixed(3)}), ${speedup.pairs} pairs, ${seconds.toFixed(0)} s${memory.isFailing ? ', memory fails' : ''}`,
    );
    if (values.json !== undefined)
      writeFileSync(values.json, `${JSON.stringify({ commit, limits, rule, gates }, null, 1)}\n`);
  }
checkout.remove();
for (const [i, { name }] of kinds.entries())
  console.log(
    `${name}: ${Object.entries(counts[i]!)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', ')}`,
  );
console.log(`${((performance.now() - began) / 60_000).toFixed(1)} min, commit ${commit}`);
