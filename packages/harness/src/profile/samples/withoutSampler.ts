import type { CpuProfile } from './cpuProfile.ts';

/** The module that starts and stops the profiler. */
const SAMPLER = /\/profile\/measurement\/sampling\.[jt]s$/;

/** A profile without its ends, in which the profiler itself was started and stopped. */
export function withoutSampler(profile: CpuProfile): CpuProfile {
  const { nodes, samples, timeDeltas, startTime, endTime } = profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Set<number>();
  const visit = (id: number, isInside: boolean) => {
    const { callFrame, children = [] } = byId.get(id)!;
    const isOwn = isInside || SAMPLER.test(callFrame.url);
    if (isOwn) own.add(id);
    for (const child of children) visit(child, isOwn);
  };
  if (nodes.length > 0) visit(nodes[0]!.id, false);
  const first = samples.findIndex((id) => !own.has(id));
  if (first < 0) return { ...profile, samples: [], timeDeltas: [], endTime: startTime };
  const last = samples.findLastIndex((id) => !own.has(id));
  const times: number[] = [];
  let time = startTime;
  for (const delta of timeDeltas) {
    time += delta;
    times.push(time);
  }
  return {
    nodes,
    startTime: times[first]!,
    endTime: times[last + 1] ?? endTime,
    samples: samples.slice(first, last + 1),
    timeDeltas: [0, ...timeDeltas.slice(first + 1, last + 1)],
  };
}
