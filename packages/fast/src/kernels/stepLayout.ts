// Where the kernel of the collision step keeps its numbers. Both sides read this file: TypeScript in stepKernel.ts and
// AssemblyScript in assembly/collisionStep.ts. Arrays lie one after the other, each with room for more
// doubles than there are bins (`roomFor` of pairTable.ts), because the numbers of bodies are read four at a time.

/** Arrays of one double a bin, by place. */
export const MASSES = 0;
export const WIDTHS = 1;
export const SIZES = 2;
/** 1/m, kg⁻¹. */
export const INVERSE_MASSES = 3;
/** b_k and 1/T_q of the fragment shares. */
export const INTEGRALS = 4;
export const INVERSE_TOTALS = 5;
/** Relative numbers ν, before and after the step. */
export const NUMBER = 6;
/** Sinks, and the source but for a factor. */
export const BLOWOUT = 7;
export const SUBLIMATION = 8;
export const SOURCE = 9;
/** Number surface densities N. */
export const DENSITY = 10;
export const GAIN = 11;
export const LOSS = 12;
/** G + F − S N. */
export const CHANGE = 13;
/** N′. */
export const NEXT = 14;
/** Cross-section and mass of one particle per unit size; see massOpacity.ts. */
export const SECTION_AREAS = 15;
export const SECTION_MASSES = 16;
export const BIN_ARRAYS = 17;

/** Scalars that the kernel writes, by place. */
export const SIGMA_AFTER = 0;
export const DT_EFF = 1;
export const MASS_ERROR = 2;
export const BLOWOUT_RATE = 3;
export const EXTERNAL_RATE = 4;
export const SUBLIMATION_RATE = 5;
export const GAIN_RATE = 6;
export const LOSS_RATE = 7;
export const SINK_RATE = 8;
export const SOURCE_RATE = 9;
export const SHORTEST_TIME = 10;
/** Cross-section and mass of the numbers after the step. */
export const AREA_AFTER = 11;
export const MASS_AFTER = 12;
export const SCALARS = 13;
