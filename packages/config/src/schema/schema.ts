import { dynamics } from './dynamics.ts';
import { type Schema, section } from './fields.ts';
import { chiBlow, disk, geometry, innerDiskMass, physicsMode, process, scope } from './geometry.ts';
import { initial, material, psd, sizes, surfaceEnergy } from './grains.ts';
import { diagnostics, io, tables } from './io.ts';
import { numerics } from './numerics.ts';
import { phase } from './phase.ts';
import { qstar } from './qstar.ts';
import { radiation } from './radiation.ts';
import { sinks } from './sinks.ts';
import { supply } from './supply.ts';
import { blowout, initTau1, opticalDepth, shielding, surface } from './surface.ts';

/**
 * The JSON Schema (draft 2020-12) of a resolved configuration: the one source of validation, defaults, the `Config`
 * type, the editor schema and the reference page. Keys stand in the order of the echo.
 */
export const schema: Schema = section(
  'Configuration of a marsdisk run.',
  {
    geometry,
    scope,
    physics_mode: physicsMode,
    process,
    chi_blow: chiBlow,
    material,
    sizes,
    initial,
    dynamics,
    psd,
    surface_energy: surfaceEnergy,
    qstar,
    disk,
    inner_disk_mass: innerDiskMass,
    phase,
    surface,
    init_tau1: initTau1,
    optical_depth: opticalDepth,
    supply,
    sinks,
    radiation,
    shielding,
    blowout,
    numerics,
    tables,
    diagnostics,
    io,
  },
  { required: true },
);
