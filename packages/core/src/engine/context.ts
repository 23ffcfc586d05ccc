import type { StrengthLaw } from '../collisions/qstar.ts';
import type { SupplyInjection } from '../collisions/supplySource.ts';
import type { SizeGrid } from '../dust/grid.ts';
import type { RadiationContext } from '../radiation/blowout.ts';
import type { SublimationModel } from '../sublimation/saturation.ts';
import type { Engine } from './engine.ts';

/** The constants of a run that an engine is bound to. */
export interface EngineContext {
  readonly cells: number;
  readonly grid: SizeGrid;
  /** Cell radii, m. */
  readonly radius: Float64Array;
  readonly radiation: RadiationContext;
  readonly strength: StrengthLaw;
  readonly injection: SupplyInjection;
  readonly sublimation: SublimationModel;
  /** `phase.q_abs_mean`. */
  readonly qAbsMean: number;
}

/** Makes the engine of a run. */
export type EngineFactory = (context: EngineContext) => Engine;
