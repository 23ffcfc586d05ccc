import { bool, choice, int, number, numberOr, section } from './fields.ts';

export const geometry = section(
  'Which run, and where its cells are when `disk` is null.',
  {
    mode: choice(['0D', '1D'], { default: '0D' }, 'Selects the pipeline.'),
    r_in: number(
      { default: null, unit: 'm', orNull: true },
      'Inner edge of the grid, used when `disk` is null.',
    ),
    r_out: number(
      { default: null, unit: 'm', orNull: true },
      'Outer edge of the grid, used when `disk` is null.',
    ),
    Nr: int({ default: null, orNull: true }, 'Number of radial cells. A 1D run needs at least 1.'),
  },
  { required: true },
);

export const scope = section('Region and default duration.', {
  region: choice(['inner'], { default: 'inner', effect: '0D' }, 'Single allowed value.'),
  analysis_years: number(
    { default: 2, above: 0, unit: 'yr' },
    'Duration when neither `numerics.t_end_years` nor `t_end_orbits` is given.',
  ),
});

export const physicsMode = choice(
  ['default', 'full', 'sublimation_only', 'collisions_only'],
  { default: 'default' },
  'Which processes run: all, only sublimation, only collisions. `full` is stored as `default`.',
);

export const process = section('Tags of a 0D run.', {
  state_tagging: section('State tag.', {
    enabled: bool({ default: false, effect: '0D' }, 'Add the state tag to the record.'),
  }),
});

export const chiBlow = numberOr(
  ['auto'],
  { default: 1, above: 0 },
  'Factor on the blow-out time 1/Ω, limited to [0.5, 2] during the run; `auto` derives it from β and Q_pr.',
);

export const disk = section(
  'Disk; null takes the edges from `geometry`.',
  {
    geometry: section(
      'Edges of the disk.',
      {
        r_in_RM: number({ above: 0, unit: 'RM' }, 'Inner edge of the disk; not above r_out_RM.'),
        r_out_RM: number({ above: 0, unit: 'RM' }, 'Outer edge of the disk.'),
        r_profile: choice(
          ['uniform', 'powerlaw'],
          { default: 'uniform', effect: 'none' },
          'Accepted, not used: p_index acts whatever this says.',
        ),
        p_index: number({ default: 0 }, 'Σ ∝ r^−p of the reported mid-plane density.'),
      },
      { required: true },
    ),
  },
  { default: null, orNull: true },
);

export const innerDiskMass = section(
  'Mass of the inner disk, for the reported mid-plane density.',
  {
    use_Mmars_ratio: bool({ default: true }, 'M_in_ratio in MM (true) or kg (false).'),
    M_in_ratio: number(
      { default: 3e-5, unit: 'MM or kg' },
      'Only `Sigma_midplane` and `sigma_midplane_avg`; no effect on the evolution.',
    ),
    map_to_sigma: choice(
      ['analytic'],
      { default: 'analytic', effect: 'none' },
      'How the mass becomes a surface density.',
    ),
    M_over_Mmars: number({ default: null, unit: 'MM', orNull: true }, 'Old name of M_in_ratio.'),
  },
  { default: null, orNull: true },
);
