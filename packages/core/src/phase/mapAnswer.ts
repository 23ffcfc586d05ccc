import { bulkFromFractions } from './bulk.ts';
import type { PhaseOutcome } from './outcome.ts';

/** What a phase map answered, in the order in which its parts are trusted; null for what it left out. */
interface MapAnswer {
  /** Trimmed and in lower case; empty if there is none. */
  readonly state: string;
  /** Fraction for the decision between solid and vapour. */
  readonly fVap: number | null;
  readonly fLiquid: number | null;
  readonly fSolid: number | null;
  readonly fVapor: number | null;
}

const LIQUID_STATES = ['liquid', 'vapor', 'vapour', 'molten', 'liquidus', 'liquid_dominated'];
const SOLID_STATES = ['solid', 'glass', 'solidus', 'solid_dominated'];
const MIXED_STATES = ['mixed', 'blend', 'partial', 'partially_molten'];

/**
 * Reads the answer of a phase map into an outcome.
 *
 * @param answer mapping, list [state, fraction] or state
 * @param out overwritten if the answer means anything, otherwise untouched
 * @returns whether the answer means anything
 */
export function readMapAnswer(answer: unknown, out: PhaseOutcome): boolean {
  const parts = partsOf(answer);
  if (!readBulk(parts, out)) return false;
  out.method = 'map';
  if (parts.state === 'solid' || parts.state === 'vapor') {
    const isFractionGiven = parts.fVap !== null && Number.isFinite(parts.fVap);
    const byState = parts.state === 'vapor' ? 1 : 0;
    out.fVap = isFractionGiven ? clip(parts.fVap) : byState;
    out.state = out.fVap >= 0.5 ? 'vapor' : 'solid';
    out.reason = 'phase.map';
  } else {
    out.fVap = out.fVapor;
    out.state = out.bulkState === 'liquid_dominated' ? 'vapor' : 'solid';
    out.reason = 'phase.map.bulk_only';
  }
  return true;
}

function partsOf(answer: unknown): MapAnswer {
  if (typeof answer === 'string') return withFraction(answer, null);
  if (Array.isArray(answer)) return withFraction(answer[0], answer[1]);
  if (answer === null || typeof answer !== 'object') return withFraction('', null);
  const mapping = answer as Readonly<Record<string, unknown>>;
  const shared = numberOrNull(firstTruthy(mapping, ['f_vap', 'fraction']));
  return {
    state: stateText(firstTruthy(mapping, ['state', 'phase_state'])),
    fVap: numberOrNull(firstTruthy(mapping, ['f_vap', 'f_vapor', 'fraction'])),
    fLiquid: numberOrNull(mapping['f_liquid']) ?? shared,
    fSolid: numberOrNull(mapping['f_solid']),
    fVapor: numberOrNull(mapping['f_vapor']) ?? shared,
  };
}

/** A list or a text: the second element is the fraction of the decision and the liquid fraction alike. */
function withFraction(state: unknown, value: unknown): MapAnswer {
  const fVap = numberOrNull(value);
  return { state: stateText(state), fVap, fLiquid: fVap, fSolid: null, fVapor: null };
}

function stateText(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** The first entry that is present and neither empty nor zero: a fraction of exactly 0 counts as absent. */
function firstTruthy(mapping: Readonly<Record<string, unknown>>, keys: readonly string[]): unknown {
  return keys.map((key) => mapping[key]).find(Boolean);
}

function clip(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

/**
 * Completes the fractions of the bulk from whatever the answer holds.
 *
 * @returns false, with `out` untouched, if neither fractions nor a known state are there
 */
function readBulk(parts: MapAnswer, out: PhaseOutcome): boolean {
  let fLiquid = parts.fLiquid === null ? null : clip(parts.fLiquid);
  let fSolid = parts.fSolid === null ? null : clip(parts.fSolid);
  const fVapor = parts.fVapor === null ? null : clip(parts.fVapor);
  const byState = liquidShareOf(parts.state);
  if (fLiquid === null && fSolid === null && fVapor === null) {
    if (byState === null) return false;
    fSolid = 1 - byState;
    fLiquid = byState;
  }
  if (fLiquid === null && fVapor !== null && byState !== null) {
    const condensed = Math.max(0, 1 - fVapor);
    fLiquid = byState * condensed;
    if (byState === 1) fSolid ??= 0;
    else fSolid = condensed - fLiquid;
  }
  if (fLiquid === null && fSolid !== null) fLiquid = 1 - fSolid;
  if (fLiquid === null) return false;
  fSolid ??= Math.max(0, fVapor === null ? 1 - fLiquid : 1 - fLiquid - fVapor);
  bulkFromFractions(fLiquid, fSolid, fVapor, out);
  return true;
}

/** Share of the condensed matter that a state calls liquid; null for an unknown state. */
function liquidShareOf(state: string): number | null {
  if (LIQUID_STATES.includes(state)) return 1;
  if (SOLID_STATES.includes(state)) return 0;
  return MIXED_STATES.includes(state) ? 0.5 : null;
}
