/** A row of `orbit_rollup.csv`; names are those of the file, masses in M_Mars, times in s. */
export interface OrbitRow {
  /** From 1. */
  readonly orbit_index: number;
  /** End of the step in which the orbit was completed. */
  readonly time_s: number;
  /** The instant at which the orbit was completed. */
  readonly time_s_end: number;
  readonly t_orb_s: number;
  /** Losses of the orbit; those of a long step are spread evenly over its length. */
  readonly M_out_orbit: number;
  readonly M_sink_orbit: number;
  readonly M_loss_orbit: number;
  /** Losses of the orbit divided by its period: rates in M_Mars s⁻¹, despite the name. */
  readonly M_out_per_orbit: number;
  readonly M_sink_per_orbit: number;
  readonly M_loss_per_orbit: number;
  /** `M_loss_orbit` over the initial mass; NaN if there was none. */
  readonly mass_loss_frac_per_orbit: number;
  /** Losses since the start, at the end of the step. */
  readonly M_out_cum: number;
  readonly M_sink_cum: number;
  readonly M_loss_cum: number;
  readonly r_RM: number;
  /** K */
  readonly T_M: number;
  readonly slope_dlnM_dlnr: null;
}

/** Losses summed up orbit by orbit. One reference orbit serves all cells. */
export interface OrbitRollup {
  /** Period of the reference orbit, s. */
  readonly tOrb: number;
  /** Its radius, Mars radii. */
  readonly rMarsRadii: number;
  /** Mass of the disk at the start, M_Mars. */
  readonly massInitial: number;
  /** Time since the last completed orbit, s. */
  elapsed: number;
  /** Blow-out loss since the last completed orbit, M_Mars. */
  outMass: number;
  /** Sink loss since the last completed orbit, M_Mars. */
  sinkMass: number;
  readonly rows: OrbitRow[];
}

/** The disk at the end of a step. */
export interface OrbitRollupStep {
  /** End of the step, s. */
  readonly time: number;
  /** Temperature of Mars of the step, K. */
  readonly temperature: number;
  /** Losses since the start of the run, M_Mars. */
  readonly outCumulative: number;
  readonly sinkCumulative: number;
  readonly lossCumulative: number;
}

/**
 * An empty roll-up.
 *
 * @param tOrb period of the reference orbit, s
 * @param rMarsRadii radius of the reference orbit, Mars radii
 * @param massInitial mass of the disk at the start, M_Mars
 */
export function createOrbitRollup(
  tOrb: number,
  rMarsRadii: number,
  massInitial: number,
): OrbitRollup {
  return { tOrb, rMarsRadii, massInitial, elapsed: 0, outMass: 0, sinkMass: 0, rows: [] };
}

/**
 * Adds a step and appends a row for every orbit that it completes: several for a step longer than an orbit, none at
 * all if the period is not positive.
 *
 * @param dt step, s
 * @param outMass blow-out loss of the step over all cells, M_Mars
 * @param sinkMass sink loss of the step over all cells, M_Mars
 */
export function rollUpStep(
  rollup: OrbitRollup,
  dt: number,
  outMass: number,
  sinkMass: number,
  step: OrbitRollupStep,
): void {
  const { tOrb } = rollup;
  if (!(tOrb > 0)) return;
  rollup.elapsed += dt;
  rollup.outMass += outMass;
  rollup.sinkMass += sinkMass;
  while (rollup.elapsed >= tOrb) {
    const fraction = tOrb / rollup.elapsed;
    const out = rollup.outMass * fraction;
    const sink = rollup.sinkMass * fraction;
    const end = step.time - Math.max(rollup.elapsed - tOrb, 0);
    rollup.rows.push(orbitRow(rollup, out, sink, end, step));
    rollup.elapsed -= tOrb;
    rollup.outMass = Math.max(rollup.outMass - out, 0);
    rollup.sinkMass = Math.max(rollup.sinkMass - sink, 0);
  }
}

/**
 * Closes the roll-up of a run: if no orbit was completed, one row stands for the whole run. The time after the last
 * completed orbit appears in no row.
 *
 * @param last the disk at the end of the run
 * @returns the number of completed orbits, at least 1
 */
export function closeOrbitRollup(rollup: OrbitRollup, last: OrbitRollupStep): number {
  if (rollup.rows.length === 0)
    rollup.rows.push(orbitRow(rollup, rollup.outMass, rollup.sinkMass, last.time, last));
  return rollup.rows.length;
}

function orbitRow(
  rollup: OrbitRollup,
  out: number,
  sink: number,
  end: number,
  step: OrbitRollupStep,
): OrbitRow {
  const { tOrb, massInitial } = rollup;
  const loss = out + sink;
  return {
    orbit_index: rollup.rows.length + 1,
    time_s: step.time,
    time_s_end: end,
    t_orb_s: tOrb,
    M_out_orbit: out,
    M_sink_orbit: sink,
    M_loss_orbit: loss,
    M_out_per_orbit: out / tOrb,
    M_sink_per_orbit: sink / tOrb,
    M_loss_per_orbit: loss / tOrb,
    mass_loss_frac_per_orbit: massInitial > 0 ? loss / massInitial : Number.NaN,
    M_out_cum: step.outCumulative,
    M_sink_cum: step.sinkCumulative,
    M_loss_cum: step.lossCumulative,
    r_RM: rollup.rMarsRadii,
    T_M: step.temperature,
    slope_dlnM_dlnr: null,
  };
}
