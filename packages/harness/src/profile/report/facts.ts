import { headlineRatio } from '../results/compare.ts';
import type { Comparison, EngineResult, ProfileResult } from '../results/result.ts';
import type { Ratio } from '../results/spread.ts';
import { bytes, digits, duration, percent, times, whole } from './quantities.ts';

/** A fact of a report: the same words on the terminal, in Markdown and in HTML. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** What it means, or how far it can be trusted. */
  readonly remark: string;
}

/** What was measured of an engine, in the order of importance. */
export function engineFacts(engine: EngineResult): Fact[] {
  const { cellStep, measurements } = engine;
  const passes = measurements.flatMap((measurement) => measurement.passes);
  const sum = (value: (pass: (typeof passes)[number]) => number) =>
    passes.reduce((total, pass) => total + value(pass), 0);
  const seconds = sum((pass) => pass.seconds);
  const cellSteps = sum((pass) => pass.cellSteps);
  const first = measurements[0]!;
  const peak = (value: (m: (typeof measurements)[number]) => number) =>
    Math.max(...measurements.map(value));
  const collected = measurements.reduce((total, { gc }) => total + gc.seconds, 0);
  const collections = measurements.reduce((n, { gc }) => n + gc.scavenges + gc.majors, 0);
  const allocated = measurements.reduce((total, { gc }) => total + gc.allocatedBytes, 0);
  const facts: Fact[] = [
    {
      name: 'speed',
      value: `${digits(1 / cellStep.median)} cell-steps/s`,
      remark: `${duration(cellStep.median)} a cell-step, files included; ${
        cellStep.count > 1
          ? `${duration(cellStep.min)} to ${duration(cellStep.max)} over ${cellStep.count} passes`
          : 'one pass'
      }`,
    },
    {
      name: 'step',
      value: duration(first.stepSeconds.median),
      remark: `${first.cells} cells × ${first.bins} bins, files left out; ${duration(first.stepSeconds.min)} to ${duration(first.stepSeconds.max)}`,
    },
    {
      name: 'measured',
      value: duration(seconds),
      remark: `${passes.length} × ${passes[0]!.steps} steps, ${whole(cellSteps)} cell-steps, ${measurements.length === 1 ? 'one process' : `${measurements.length} processes`}, ${whole(engine.samples)} samples; processor busy ${percent(sum((pass) => pass.cpuSeconds) / seconds)}`,
    },
    {
      name: 'waiting',
      value: percent(Math.max(0, 1 - sum((pass) => pass.cpuSeconds) / seconds)),
      remark: `of the measured time the main thread was off the processor: for files, for other programs${engine.workers > 1 ? ', for the other threads' : ''}; the event loop was idle for ${percent(sum((pass) => pass.idleSeconds) / seconds)}`,
    },
    {
      name: 'warm-up',
      value: measurements.map(({ warmUp }) => duration(warmUp.seconds)).join(', '),
      remark: `${whole(first.warmUp.steps)} steps, ${engine.isSteady ? 'steady' : 'NOT STEADY'}: ${first.warmUp.verdict}`,
    },
    {
      name: 'memory',
      value: `${bytes(peak(({ memory }) => memory.residentPeak))} resident`,
      remark: `peak of the process; JavaScript heap ${bytes(peak(({ memory }) => memory.heapPeak))}, typed arrays ${bytes(peak(({ memory }) => memory.arrayBuffersPeak))}`,
    },
    {
      name: 'garbage',
      value: `${percent(collected / seconds)} of the time`,
      remark: `${collections} collections, ${duration(collected)}; ${bytes(allocated / cellSteps)} allocated a cell-step`,
    },
  ];
  const { deoptimisations } = first;
  if (deoptimisations !== null) {
    const count = deoptimisations.reduce((total, entry) => total + entry.count, 0);
    const worst = deoptimisations.slice(0, 3).map((entry) => `${entry.function} (${entry.reason})`);
    facts.push({
      name: 'deoptimised',
      value: count === 1 ? 'once' : `${whole(count)} times`,
      remark: `${first.warmUp.deoptimisations} in the warm-up${worst.length > 0 ? `; ${worst.join(', ')}${deoptimisations.length > 3 ? ', …' : ''}` : ''}`,
    });
  }
  return facts;
}

/** How two engines compare, in a sentence: what decides first, the other measure beside it. */
export function ratioStatement(comparison: Comparison): string[] {
  const { base, candidate, speedup, processor, headline: decisive } = comparison;
  const main = headlineRatio(comparison);
  if (main === null) return [];
  const other = decisive === 'processor' ? speedup : processor;
  const said = ({ value, low, high }: Ratio) =>
    `${times(value)}${low === null || high === null ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`}`;
  const beside =
    other === null
      ? ''
      : `; ${decisive === 'processor' ? 'by the clock' : 'by processor time'} ${said(other)}`;
  return [`${candidate} is ${said(main.ratio)} as fast as ${base}, ${main.by}${beside}`];
}

/** `1a2b3c4d5e6f with changes` */
export function commitText({
  commit,
  isModified,
}: Pick<ProfileResult, 'commit' | 'isModified'>): string {
  if (commit === null) return 'an unknown commit';
  return commit.slice(0, 12) + (isModified === true ? ' with changes' : '');
}

/** What a result is about, in one line. */
export function headline({ name, profile }: ProfileResult): string {
  const overrides = profile.overrides.length === 0 ? '' : ` with ${profile.overrides.join(', ')}`;
  return `${name}: ${profile.config}${overrides}${profile.write ? '' : ', nothing written'}`;
}

/** Where and when, in lines. */
export function environmentFacts(result: ProfileResult): Fact[] {
  const { machine, isModified } = result;
  return [
    {
      name: 'commit',
      value: commitText(result),
      remark: isModified === true ? 'the code was not that of the commit' : '',
    },
    { name: 'measured at', value: result.startedAt, remark: `took ${duration(result.seconds)}` },
    {
      name: 'processor',
      value: machine.processor,
      remark: `${machine.cores} cores, load ${machine.load.toFixed(2)} at the start`,
    },
    { name: 'memory', value: bytes(machine.memoryBytes), remark: '' },
    { name: 'system', value: machine.system, remark: '' },
    { name: 'Node', value: machine.node, remark: `V8 ${machine.v8}` },
    { name: 'V8 flags', value: machine.nodeFlags.join(' ') || 'none', remark: '' },
  ];
}
