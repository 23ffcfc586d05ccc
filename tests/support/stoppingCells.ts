/** Overrides of configs/small.yml with which cells collide and stop one after the other; the length of a step is left open. */
export const STOPPING_CELLS: readonly string[] = [
  'radiation.TM_K=3000',
  'sizes.s_max=3e-5',
  'sizes.n_bins=24',
  'initial.s0_mode=upper',
  'optical_depth.tau0_target=2e-4',
  'optical_depth.tau_stop=4e-4',
  'supply.const.mu_reference_tau=2e-4',
  'supply.const.mu_orbit10pct=60',
  'numerics.t_end_years=2.7e-4',
  'numerics.dt_min_tcoll_ratio=null',
];
