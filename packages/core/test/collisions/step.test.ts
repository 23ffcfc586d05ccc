import { describe, expect, it } from 'vitest';
import { deviations } from '../../../../tests/support/golden.ts';
import { blowoutSink } from '../../src/collisions/blowoutSink.ts';
import { createPlainRatesWorkspace, plainCollisionRates } from '../../src/collisions/plainRates.ts';
import { strengthLaw } from '../../src/collisions/qstar.ts';
import {
  type CollisionStepInput,
  type CollisionStepResult,
  type CollisionWorkspace,
  collisionStep,
  createCollisionStepResult,
  createCollisionWorkspace,
} from '../../src/collisions/step.ts';
import { supplySource } from '../../src/collisions/supplySource.ts';
import { particleMasses, type SizeGrid } from '../../src/dust/grid.ts';
import { massOpacity } from '../../src/dust/opacity.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { expectCase, type GoldenCase, goldenCases, vector } from './cases.ts';

type StepEngine = Pick<Engine, 'collisionRates' | 'supplySource' | 'blowoutSink'>;

/** Everything that steps one case, and the state between its steps. */
interface Stepper {
  engine: StepEngine;
  input: CollisionStepInput;
  workspace: CollisionWorkspace;
  out: CollisionStepResult;
}

describe('collision step', () => {
  // A grid without edges cannot be made.
  const cases = goldenCases('collision_step', ['n=16 PSD without edges']);

  it.each(cases)('agrees with the reference: $label', (c) => {
    const stepper = stepperOf(c);
    if (c.out.error !== undefined) {
      expectCase(c, () => step(stepper));
      return;
    }
    const expected = c.out.steps ?? [c.out];
    expect(expected).toHaveLength(c.in.n_steps);
    for (const one of expected) {
      step(stepper);
      // The numbers differ by cancellation, so they are compared on the scale of what is subtracted.
      const { mass_error, sigma_loss, intermediate, number, ...rest } = comparable(c, one);
      expect(deviations(summary(stepper.out), rest)).toEqual([]);
      expect(deviations(stepper.input.number, number)).toEqual([]);
      expect(deviations(vectors(stepper), intermediate)).toEqual([]);
      expect(deviations(stepper.out.massError, mass_error, { atol: 1e-13 })).toEqual([]);
      expect(
        deviations(stepper.out.sigmaLoss, sigma_loss, { atol: 1e-13 * Math.abs(one.sigma_before) }),
      ).toEqual([]);
      stepper.input.sigma = stepper.out.sigmaAfter;
    }
  });

  it('leaves a cell that cannot be stepped as it is', () => {
    const stepper = stepperOf(caseOf('n=16 NaN surface density guard'));
    const before = stepper.input.number.slice();
    step(stepper);
    expect(stepper.out.isGuarded).toBe(true);
    expect(stepper.input.number).toEqual(before);
  });

  it('depends on its input alone, whatever the workspace was used for', () => {
    const quiet = caseOf('n=16 dust, thin: dt not limited');
    const first = stepperOf(quiet);
    step(first);
    const busy = stepperOf(caseOf('n=16 dust, t_sink with sublimation and blow-out'));
    step(busy);
    const again = stepperOf(quiet);
    again.workspace = busy.workspace;
    again.out = busy.out;
    step(again);
    expect(again.out).toEqual(first.out);
    expect(again.input.number).toEqual(first.input.number);
  });

  it('changes the opacity only through the shape of the distribution', () => {
    const stepper = stepperOf(caseOf('n=16 dust, thin: dt not limited'));
    const { grid, number } = stepper.input;
    const scaled = number.map((value) => 1e-5 * value);
    const opacity = massOpacity(grid.sizes, grid.widths, number, grid.rho);
    const ofScaled = massOpacity(grid.sizes, grid.widths, scaled, grid.rho);
    expect(Math.abs(ofScaled / opacity - 1)).toBeLessThan(1e-14);
    step(stepper);
    expect(massOpacity(grid.sizes, grid.widths, number, grid.rho)).not.toBe(opacity);
  });

  function caseOf(label: string): GoldenCase {
    const found = cases.find((c) => c.label === label);
    if (found === undefined) throw new Error(`there is no case "${label}"`);
    return found;
  }
});

function step({ engine, input, workspace, out }: Stepper): void {
  collisionStep(engine, input, workspace, out);
}

function stepperOf(c: GoldenCase): Stepper {
  const { psd, rho } = c.in;
  const grid: SizeGrid = {
    sizes: vector(psd.sizes),
    widths: vector(psd.widths),
    edges: vector(psd.edges),
    rho: psd.rho,
    masses: new Float64Array(psd.sizes.length),
    sizesVersion: 1,
    edgesVersion: 2,
  };
  particleMasses(grid.sizes, grid.rho, grid.masses);
  return {
    engine: engineOf(c, grid),
    input: {
      cell: 0,
      grid,
      number: vector(psd.number),
      sigma: c.in.sigma_surf,
      dt: c.in.dt,
      supplyRate: c.in.prod_subblow_area_rate,
      r: c.in.r,
      omega: c.in.Omega,
      tau: c.in.tau_eff,
      eccentricity: c.in.e_value,
      inclination: c.in.i_value,
      dynamics: c.in.dynamics,
      supplyVelocity: c.in.supply_velocity,
      rho,
      collisionsEnabled: c.in.collisions_enabled,
      enableBlowout: c.in.enable_blowout,
      tBlow: c.in.t_blow ?? Number.NaN,
      aBlow: c.in.a_blow,
      tSink: c.in.t_sink ?? Number.NaN,
      dsdt: c.in.ds_dt_val ?? Number.NaN,
      massConserving: c.in.mass_conserving_sublimation,
      sMinEffective: c.in.s_min_effective,
    },
    workspace: createCollisionWorkspace(grid),
    out: createCollisionStepResult(),
  };
}

/** The plain kernels, bound to the settings of a case. */
function engineOf(c: GoldenCase, grid: SizeGrid): StepEngine {
  const { sizes, widths, edges, masses } = grid;
  const law = strengthLaw(c.in.qstar_table, 'ba99_cgs', 0.45);
  const rates = createPlainRatesWorkspace(sizes.length);
  const injection = {
    settings: {
      mode: c.in.supply_injection_mode,
      s_inj_min: c.in.supply_s_inj_min,
      s_inj_max: c.in.supply_s_inj_max,
      q: c.in.supply_q,
    },
    sizes,
    widths,
    masses,
    massWeights: c.in.supply_mass_weights === null ? null : vector(c.in.supply_mass_weights),
  };
  return {
    collisionRates: (query, out) => plainCollisionRates(law, rates, query, out),
    supplySource: (rate, sMin, out) => supplySource(injection, rate, sMin, out),
    blowoutSink: (isEnabled, aBlow, tBlow, out) => blowoutSink(edges, isEnabled, aBlow, tBlow, out),
  };
}

/**
 * The fields of the reference that this model has, with null as NaN. Energy bookkeeping and damping of e and i are no part
 * of it; they change neither the state nor the rates, but damping changes the reported orbits.
 */
function comparable(c: GoldenCase, out: Record<string, unknown>) {
  const absent = [
    'energy_stats',
    'f_ke_eps_mismatch',
    'e_next',
    'i_next',
    'e_eq_target',
    't_damp_used',
    'sigma_clip_loss',
    'sigma_spill',
    'dSigma_dt_spill',
    'mass_loss_rate_spill',
  ];
  if (c.in.enable_e_damping)
    absent.push('e_kernel_used', 'i_kernel_used', 'e_kernel_effective', 'i_kernel_effective');
  return Object.fromEntries(
    Object.entries(out)
      .filter(([key]) => !absent.includes(key))
      .map(([key, value]) => [key, value === null ? Number.NaN : value]),
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a golden result
  ) as any;
}

/** The scalars of a result under the names of the reference. */
function summary(out: CollisionStepResult): Record<string, number> {
  return {
    sigma_before: out.sigmaBefore,
    sigma_for_step: out.sigmaBefore,
    sigma_after: out.sigmaAfter,
    dt_eff: out.dtEff,
    prod_mass_rate_effective: out.supplyRate,
    mass_loss_rate_blowout: out.blowoutMassRate,
    dSigma_dt_blowout: out.blowoutMassRate,
    mass_loss_rate_sinks: out.externalMassRate,
    mass_loss_rate_sublimation: out.sublimationMassRate,
    dSigma_dt_sublimation: out.sublimationMassRate,
    dSigma_dt_sinks: out.externalMassRate + out.sublimationMassRate,
    gain_mass_rate: out.gainMassRate,
    loss_mass_rate: out.lossMassRate,
    sink_mass_rate: out.sinkMassRate,
    source_mass_rate: out.sourceMassRate,
    t_coll_kernel: out.tCollKernel,
    e_kernel_base: out.eBase,
    i_kernel_base: out.iBase,
    e_kernel_supply: out.eSupply,
    i_kernel_supply: out.iSupply,
    e_kernel_used: out.eUsed,
    i_kernel_used: out.iUsed,
    e_kernel_effective: out.eUsed,
    i_kernel_effective: out.iUsed,
    supply_velocity_weight: out.supplyVelocityWeight,
  };
}

/** What the step handed to the scheme, under the names of the reference. */
function vectors({ input, workspace, out }: Stepper): Record<string, unknown> {
  const { equations, result, blowout, sublimation } = workspace;
  const external = input.tSink > 0 ? 1 / input.tSink : 0;
  return {
    H: out.scaleHeight,
    v_rel: out.vRel,
    m: equations.masses,
    N_before: equations.numberDensity,
    loss_coefficient: equations.loss,
    gain: equations.gain,
    S_blow: blowout,
    S_external: equations.sink.map(() => external),
    S_sublimation: sublimation,
    source: equations.source,
    extra_mass_loss_rate: equations.removalRate,
    N_after: result.numberDensity,
  };
}
