import { STEFAN_BOLTZMANN } from '@marsdisk/core';
import { type Invariant, sameInEveryRow, type Violation } from './invariant.ts';

export const OPACITY: Invariant = {
  name: 'opacity',
  statement:
    'optical depth is opacity × surface density × line-of-sight factor, and shielding scales the opacity by Φ ≤ 1',
  *check(run) {
    const of = (column: string) => run.numbers('run', column);
    const { lineOfSight } = run.setup;
    const kappa = of('kappa_surf');
    const kappaEff = of('kappa_eff');
    const sigma = of('Sigma_surf');
    yield* sameInEveryRow(run, 'run', 'tau', (row) => kappa[row]! * sigma[row]! * lineOfSight);
    yield* sameInEveryRow(run, 'run', 'Sigma_tau1', (row) =>
      kappaEff[row]! > 0 ? 1 / kappaEff[row]! : Number.NaN,
    );
    yield* sameInEveryRow(run, 'run', 'phi_effective', (row) =>
      kappa[row]! > 0 ? kappaEff[row]! / kappa[row]! : Number.NaN,
    );
    for (let row = 0; row < kappa.length; row++)
      if (kappaEff[row]! > kappa[row]! * (1 + 1e-12))
        yield {
          table: 'run',
          column: 'kappa_eff',
          row,
          actual: kappaEff[row]!,
          expected: `≤ ${kappa[row]}`,
        };
    const depth = run.numbers('diagnostics', 'tau_eff');
    const diagnosticKappa = run.numbers('diagnostics', 'kappa_eff');
    const diagnosticSigma = run.numbers('diagnostics', 'sigma_surf');
    yield* sameInEveryRow(run, 'diagnostics', 'tau_eff', (row) =>
      Number.isNaN(depth[row]!) ? undefined : diagnosticKappa[row]! * diagnosticSigma[row]!,
    );
  },
};

export const RADIATION: Invariant = {
  name: 'radiation and orbits',
  statement:
    'flux is σT⁴, the smallest size is the larger of blow-out and configured size, periods are 2π/Ω and blow-out times χ/Ω',
  *check(run) {
    const of = (column: string) => run.numbers('run', column);
    const temperature = of('T_M_used');
    const omega = of('Omega_s');
    yield* sameInEveryRow(
      run,
      'run',
      'rad_flux_Mars',
      (row) => STEFAN_BOLTZMANN * temperature[row]! ** 4,
    );
    yield* sameInEveryRow(run, 'run', 's_min', (row) =>
      Math.max(of('a_blow_step')[row]!, of('s_min_config')[row]!),
    );
    yield* sameInEveryRow(run, 'run', 't_orb_s', (row) => (2 * Math.PI) / omega[row]!);
    yield* sameInEveryRow(run, 'run', 't_blow_s', (row) => of('chi_blow_eff')[row]! / omega[row]!);
  },
};

export const DISTRIBUTION: Invariant = {
  name: 'size distribution',
  statement:
    'the mass fractions of the bins add up to 1, and their surface densities to that of the cell',
  *check(run) {
    const { bins } = run.setup;
    const fraction = run.numbers('psd_hist', 'f_mass');
    const sigmaBin = run.numbers('psd_hist', 'Sigma_bin');
    const sigma = run.numbers('psd_hist', 'Sigma_surf');
    for (let row = 0; row + bins <= fraction.length; row += bins) {
      let fractions = 0;
      let sum = 0;
      for (let k = 0; k < bins; k++) {
        fractions += fraction[row + k]!;
        sum += sigmaBin[row + k]!;
      }
      if (fractions === 0) continue;
      yield* unlessClose('f_mass', row, fractions, 1);
      yield* unlessClose('Sigma_bin', row, sum, sigma[row]!);
    }
  },
};

function* unlessClose(
  column: string,
  row: number,
  actual: number,
  expected: number,
): Generator<Violation> {
  if (!(Math.abs(actual - expected) <= 1e-12 * expected))
    yield { table: 'psd_hist', column: `sum of ${column}`, row, actual, expected };
}
