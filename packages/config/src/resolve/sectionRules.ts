import type { Mapping } from '../mapping.ts';

/** Rules of a whole section, checked in order once all of its fields are fine; the first broken one is reported. */
export interface SectionRules {
  readonly path: string;
  readonly rules: readonly ((section: Mapping) => string | null)[];
}

function when(isBroken: (section: Mapping) => boolean, message: string) {
  return (section: Mapping) => (isBroken(section) ? message : null);
}

function num(section: Mapping, key: string): number {
  return section[key] as number;
}

/** Inner sections stand before the ones that hold them. */
export const SECTION_RULES: readonly SectionRules[] = [
  {
    path: 'disk.geometry',
    rules: [
      when((s) => num(s, 'r_in_RM') > num(s, 'r_out_RM'), 'r_in_RM must not exceed r_out_RM'),
    ],
  },
  {
    path: 'dynamics.e_profile',
    rules: [
      when(
        (s) => s['mode'] === 'table' && s['table_path'] === null,
        'mode "table" needs table_path',
      ),
      when((s) => num(s, 'clip_min') > num(s, 'clip_max'), 'clip_min must not exceed clip_max'),
    ],
  },
  {
    path: 'dynamics',
    rules: [
      when(
        (s) => (s['e_profile'] as Mapping)['mode'] !== 'off' && s['e_mode'] === 'mars_clearance',
        'e_mode "mars_clearance" needs e_profile.mode "off"',
      ),
      when(
        (s) => s['kernel_H_mode'] === 'fixed' && s['H_fixed_over_a'] === null,
        'kernel_H_mode "fixed" needs H_fixed_over_a',
      ),
    ],
  },
  {
    path: 'sizes',
    rules: [when((s) => num(s, 's_min') >= num(s, 's_max'), 's_min must be below s_max')],
  },
  {
    path: 'supply.reservoir',
    rules: [
      when(
        (s) => s['enabled'] === true && s['mass_total_Mmars'] === null,
        'enabled true needs mass_total_Mmars',
      ),
    ],
  },
  {
    path: 'supply.transport',
    rules: [
      when(
        (s) => s['mode'] === 'deep_mixing' && !(num(s, 't_mix_orbits') > 0),
        'mode "deep_mixing" needs t_mix_orbits > 0',
      ),
    ],
  },
  {
    path: 'supply.injection.velocity',
    rules: [
      when(
        (s) => s['mode'] === 'fixed_ei' && (s['e_inj'] === null || s['i_inj'] === null),
        'mode "fixed_ei" needs e_inj and i_inj',
      ),
      when(
        (s) => s['mode'] === 'factor' && s['vrel_factor'] === null,
        'mode "factor" needs vrel_factor',
      ),
    ],
  },
  {
    path: 'supply.injection',
    rules: [
      when(
        (s) =>
          s['s_inj_min'] !== null &&
          s['s_inj_max'] !== null &&
          num(s, 's_inj_max') <= num(s, 's_inj_min'),
        's_inj_max must be above s_inj_min',
      ),
    ],
  },
  {
    path: 'io.archive',
    rules: [when((s) => s['enabled'] === true && s['dir'] === null, 'enabled true needs dir')],
  },
  {
    path: 'radiation.mars_temperature_driver',
    rules: [
      when(
        (s) => s['enabled'] === true && s['mode'] === 'constant' && s['constant'] === null,
        'mode "constant" needs constant.value_K',
      ),
      when(
        (s) => s['enabled'] === true && s['mode'] === 'table' && s['table'] === null,
        'mode "table" needs table.path',
      ),
    ],
  },
];
