import type { RadiationContext, StrengthLaw, SupplyInjection } from '@marsdisk/core';

/** Everything that a cached quantity may depend on, by name. A cache declares which of these it reads. */
export interface InputValues {
  readonly sizes: Float64Array;
  readonly widths: Float64Array;
  readonly edges: Float64Array;
  readonly gridRho: number;
  readonly number: Float64Array;
  readonly rho: number;
  readonly vRel: number;
  readonly alpha: number;
  readonly strength: StrengthLaw;
  readonly injection: SupplyInjection;
  readonly floor: number;
  readonly temperature: number;
  readonly radiation: RadiationContext;
  readonly radii: Float64Array;
  readonly qAbs: number;
}

export type InputName = keyof InputValues;

/** How an input enters a key, and what it is. */
export interface InputDeclaration {
  /**
   * `scalar`: the number itself is the key. `version`: an array or record that is never written to; the object, and with
   * arrays of a grid the version that its owner gives it, has a version of its own. `observed`: an array that is written to,
   * which is compared with its last content bit by bit.
   */
  readonly kind: 'scalar' | 'version' | 'observed';
  readonly unit: string;
  readonly meaning: string;
  /** What gives the input another value. */
  readonly changes: string;
}

/** The inputs; their order is that of the slots of an `InputBoard`. */
export const INPUTS: Readonly<Record<InputName, InputDeclaration>> = {
  sizes: {
    kind: 'version',
    unit: 'm',
    meaning: 'bin centres (with `sizesVersion` of the grid)',
    changes: 'new bin centres',
  },
  widths: {
    kind: 'version',
    unit: 'm',
    meaning: 'bin widths (with `edgesVersion` of the grid)',
    changes: 'new bin widths',
  },
  edges: {
    kind: 'version',
    unit: 'm',
    meaning: 'bin edges (with `edgesVersion` of the grid)',
    changes: 'new bin edges',
  },
  gridRho: {
    kind: 'scalar',
    unit: 'kg m^-3',
    meaning: 'density of the particle masses',
    changes: 'another density of the grid',
  },
  number: {
    kind: 'observed',
    unit: '1',
    meaning: 'size distribution of the cell',
    changes: 'any change of the size distribution',
  },
  rho: {
    kind: 'scalar',
    unit: 'kg m^-3',
    meaning: 'material density',
    changes: 'another material density',
  },
  vRel: {
    kind: 'scalar',
    unit: 'm s^-1',
    meaning: 'relative velocity of the cell',
    changes: 'another relative velocity, by as little as its last bit',
  },
  alpha: {
    kind: 'scalar',
    unit: '1',
    meaning: 'exponent of the fragment masses',
    changes: 'another fragment exponent',
  },
  strength: {
    kind: 'version',
    unit: 'J kg^-1',
    meaning: 'strength law: coefficients, their units, velocity exponent',
    changes: 'another coefficient table, unit system or mu',
  },
  injection: {
    kind: 'version',
    unit: '1',
    meaning: 'injection settings, bins and mass weights of the supply',
    changes: 'other injection settings, bins or mass weights',
  },
  floor: {
    kind: 'scalar',
    unit: 'm',
    meaning: 'effective smallest size, where the injection looks at it',
    changes: 'another effective smallest size',
  },
  temperature: {
    kind: 'scalar',
    unit: 'K',
    meaning: 'temperature of Mars',
    changes: 'another temperature of Mars',
  },
  radiation: {
    kind: 'version',
    unit: '1',
    meaning: 'smallest size, density and source of Q_pr',
    changes: 'another Q_pr table, density or smallest size',
  },
  radii: { kind: 'version', unit: 'm', meaning: 'radii of the cells', changes: 'other cell radii' },
  qAbs: {
    kind: 'scalar',
    unit: '1',
    meaning: 'mean absorption efficiency',
    changes: 'another absorption efficiency',
  },
};

/** Names of the inputs in slot order. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

/** Slot of an input on the board. */
export function slotOf(input: InputName): number {
  return INPUT_NAMES.indexOf(input);
}
