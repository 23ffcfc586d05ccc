import { entry, isMapping, type Mapping } from '../mapping.ts';
import { type ConfigWarning, shown } from '../problems.ts';

/** A section after its old names were replaced, or the rule that it breaks. */
export type Before = { readonly section: Mapping } | { readonly message: string };

type BeforeRule = (section: Mapping, warn: (warning: ConfigWarning) => void) => Before;

function deprecated(path: string, use: string): ConfigWarning {
  return { kind: 'deprecated', path, message: `${path} is an old name, use ${use}` };
}

function isSet(section: Mapping, key: string): boolean {
  return (entry(section, key) ?? null) !== null;
}

/** Rules that look at a section as it was written, before its fields are converted: old names, mostly. */
export const BEFORE_RULES: Readonly<Record<string, BeforeRule>> = {
  inner_disk_mass(section, warn) {
    if (!Object.hasOwn(section, 'M_over_Mmars')) return { section };
    if (isSet(section, 'M_over_Mmars'))
      warn(deprecated('inner_disk_mass.M_over_Mmars', 'inner_disk_mass.M_in_ratio'));
    if (Object.hasOwn(section, 'M_in_ratio')) return { section };
    return { section: { ...section, M_in_ratio: section['M_over_Mmars'] } };
  },

  'supply.mixing'(section) {
    if (!Object.hasOwn(section, 'mu')) return { section };
    return {
      message: `supply.mixing.mu = ${shown(section['mu'])}: was removed, use supply.mixing.epsilon_mix or supply.const.mu_orbit10pct`,
    };
  },

  supply(section, warn) {
    const filled: Mapping =
      entry(section, 'transport') === null ? { ...section, transport: {} } : { ...section };
    const injection = entry(filled, 'injection');
    if (!isMapping(injection) || !isSet(injection, 'deep_reservoir_tmix_orbits'))
      return { section: filled };
    const old = injection['deep_reservoir_tmix_orbits'];
    warn(
      deprecated('supply.injection.deep_reservoir_tmix_orbits', 'supply.transport.t_mix_orbits'),
    );
    const transport = Object.hasOwn(filled, 'transport') ? filled['transport'] : {};
    if (!isMapping(transport)) return { section: filled };
    if (!isSet(transport, 't_mix_orbits'))
      return { section: { ...filled, transport: { ...transport, t_mix_orbits: old } } };
    if (transport['t_mix_orbits'] !== old)
      return {
        message: `supply.transport.t_mix_orbits = ${shown(transport['t_mix_orbits'])}: differs from its old name supply.injection.deep_reservoir_tmix_orbits = ${shown(old)}, give only one`,
      };
    return { section: filled };
  },

  'supply.reservoir'(section, warn) {
    const filled: Mapping = { ...section };
    if (Object.hasOwn(filled, 'smooth_fraction')) {
      warn(deprecated('supply.reservoir.smooth_fraction', 'supply.reservoir.taper_fraction'));
      if (!Object.hasOwn(filled, 'taper_fraction'))
        filled['taper_fraction'] = filled['smooth_fraction'];
      delete filled['smooth_fraction'];
    }
    if (entry(filled, 'depletion_mode') === 'smooth') {
      warn(deprecated('supply.reservoir.depletion_mode', '"taper" instead of "smooth"'));
      filled['depletion_mode'] = 'taper';
    }
    if (!isSet(filled, 'enabled') && isSet(filled, 'mass_total_Mmars')) filled['enabled'] = true;
    return { section: filled };
  },
};

const REMOVED: readonly (readonly [string, string])[] = [
  ['geometry.r', 'disk.geometry'],
  ['geometry.runtime_orbital_radius_rm', 'disk.geometry'],
  ['temps', 'radiation.TM_K or radiation.mars_temperature_driver'],
  ['single_process_mode', 'physics_mode'],
  ['modes.single_process', 'physics_mode'],
  ['process.primary', 'physics_mode'],
  ['phase.map', 'phase.entrypoint'],
  ['radiation.qpr_table', 'radiation.qpr_table_path'],
  ['shielding.phi_table', 'shielding.table_path'],
];

/** What is wrong with the first removed key of the document, or null. */
export function removedKey(document: Mapping): string | null {
  for (const [path, instead] of REMOVED) {
    let current: unknown = document;
    for (const key of path.split('.'))
      current = isMapping(current) ? entry(current, key) : undefined;
    if (current !== undefined) return `${path} = ${shown(current)}: was removed, use ${instead}`;
  }
  return null;
}
