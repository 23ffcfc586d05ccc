import { describe, expect, it } from 'vitest';
import { relativeDeviation } from '../../../../tests/support/golden.ts';
import { equilibriumDispersion } from '../../src/collisions/dispersion.ts';
import {
  kernelEccentricity,
  kernelInclination,
  scaleHeight,
} from '../../src/collisions/kernelState.ts';
import {
  blendOrbitalElement,
  supplyEccentricity,
  supplyInclination,
  supplyVelocityWeight,
} from '../../src/collisions/supplyVelocity.ts';
import {
  ohtsukiVelocity,
  pericenterVelocity,
  relativeVelocity,
} from '../../src/collisions/velocity.ts';
import { wyattCollisionTime } from '../../src/collisions/wyattTime.ts';
import { expectCase, goldenCases } from './cases.ts';

describe('relative velocity', () => {
  it.each(goldenCases('v_rel_pericenter'))('at pericentre: $label', (c) => {
    expectCase(c, () => ({ v_rel: pericenterVelocity(c.in.v_k, c.in.e) }));
  });

  it.each(goldenCases('v_rel_ohtsuki'))('as dispersion: $label', (c) => {
    expectCase(c, () => ({ v_rel: ohtsukiVelocity(c.in.v_k, c.in.e, c.in.i) }));
  });

  it('follows the law that the settings name', () => {
    expect(relativeVelocity('ohtsuki', 3500, 0.1, 0.05)).toBe(ohtsukiVelocity(3500, 0.1, 0.05));
    expect(relativeVelocity('pericenter', 3500, 0.1, 0.05)).toBe(pericenterVelocity(3500, 0.1));
  });
});

describe('kinematics of the kernel', () => {
  it.each(goldenCases('equilibrium_dispersion'))('equilibrium dispersion: $label', (c) => {
    const c_eq = equilibriumDispersion(c.in.tau, c.in.eps, c.in.f_wake);
    // Where the reference raises an error and falls back, there is no value.
    if (c.out.error === undefined) expectCase(c, () => ({ c_eq }));
    else expect(c_eq).toBeNaN();
  });

  it.each(goldenCases('kernel_ei_state'))('e, i and scale height: $label', (c) => {
    const { dynamics, tau_eff, a_orbit_m, v_k, n_bins, e_override, i_override } = c.in;
    expectCase(c, () => {
      const e_base = kernelEccentricity(dynamics, tau_eff, v_k);
      const i_base = kernelInclination(dynamics, e_base);
      const i_used = i_override ?? i_base;
      const H = Array.from({ length: n_bins }, () => scaleHeight(dynamics, i_used, a_orbit_m));
      return { e_base, i_base, e_used: e_override ?? e_base, i_used, H };
    });
  });
});

describe('velocity of supplied material', () => {
  it.each(goldenCases('supply_velocity_weight'))('weight: $label', (c) => {
    expectCase(c, () => ({
      weight: supplyVelocityWeight(c.in.delta_sigma, c.in.sigma_prev, c.in.mode),
    }));
  });

  it.each(goldenCases('supply_velocity_resolve'))('orbits: $label', (c) => {
    const settings = {
      mode: 'inherit',
      e_inj: null,
      i_inj: null,
      vrel_factor: null,
      blend_mode: 'rms',
      weight_mode: 'delta_sigma',
      ...c.in.config,
    };
    expectCase(c, () => ({
      e_supply: supplyEccentricity(settings, c.in.e_base),
      i_supply: supplyInclination(settings, c.in.i_base),
    }));
  });

  it.each(goldenCases('supply_velocity_blend'))('blend: $label', (c) => {
    const { e_base, i_base, e_supply, i_supply, weight, mode } = c.in;
    expectCase(c, () => ({
      e_eff: blendOrbitalElement(e_base, e_supply, weight, mode),
      i_eff: blendOrbitalElement(i_base, i_supply, weight, mode),
    }));
  });
});

describe('collision time of a disk', () => {
  it.each(goldenCases('wyatt_tcoll'))('agrees with the reference: $label', (c) => {
    expectCase(c, () => ({ t_coll: wyattCollisionTime(c.in.tau, c.in.Omega) }));
  });

  it('is the orbital period over 2π in a disk of optical depth one', () => {
    const period = 6231;
    const time = wyattCollisionTime(1, (2 * Math.PI) / period);
    expect(relativeDeviation(time, period / (2 * Math.PI))).toBeLessThan(1e-15);
  });
});
