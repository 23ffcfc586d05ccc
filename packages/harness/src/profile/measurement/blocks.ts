import type { WarmUpRule } from '../definition/profile.ts';
import type { CpuProfile } from '../samples/cpuProfile.ts';
import { withoutSampler } from '../samples/withoutSampler.ts';
import { type CodeTrace, hotEvents, type NameSet } from './codeEvents.ts';
import { takePass } from './pass.ts';
import type { Sampler } from './sampling.ts';
import type { Workload } from './workload.ts';

/** A pass that takes longer, s of the processor, is cut into blocks; of shorter ones several make a block. */
const LONG_PASS = 0.5;
/** A block of whole passes, s of the processor: long enough to have its share of garbage collection. */
const BLOCK = 0.1;

/** Work of the warm-up that is timed as one. */
interface Slice {
  /** Processor time of the main thread, s. */
  readonly cpuSeconds: number;
  /** What the process wrote about its machine code. */
  readonly trace: string;
}

/** A pass of the warm-up in as many slices as a verdict needs blocks. */
export interface Cycle extends Slice {
  readonly slices: readonly Slice[];
  readonly steps: number;
  /** Wall time, s. */
  readonly seconds: number;
  readonly profile: CpuProfile;
}

/** Repeats a pass over so many steps, files included, while it is sampled. */
export async function takeCycle(
  workload: Workload,
  steps: number,
  parts: number,
  trace: CodeTrace | null,
  sampler: Sampler,
): Promise<Cycle> {
  const slices: Slice[] = [];
  let taken = 0;
  let cpuBefore = 0;
  const close = (cpuSeconds: number) => {
    slices.push({ cpuSeconds: cpuSeconds - cpuBefore, trace: trace?.readOn() ?? '' });
    cpuBefore = cpuSeconds;
  };
  let profile: CpuProfile | null = null;
  let cpuAtStart = process.threadCpuUsage();
  const pass = await takePass(
    workload,
    'warm-up',
    { steps, cpuSeconds: Number.POSITIVE_INFINITY },
    {
      onBegin() {
        sampler.start();
        cpuAtStart = process.threadCpuUsage();
      },
      onStep() {
        taken++;
        // The last slice ends with the files.
        if (slices.length >= parts - 1 || taken < ((slices.length + 1) * steps) / parts) return;
        const { user, system } = process.threadCpuUsage(cpuAtStart);
        close((user + system) / 1e6);
      },
      onEnd() {
        profile = withoutSampler(sampler.stop());
      },
    },
  );
  close(pass.cpuSeconds);
  return {
    slices,
    steps: pass.steps,
    seconds: pass.seconds,
    cpuSeconds: pass.cpuSeconds,
    profile: profile!,
    trace: slices.map((slice) => slice.trace).join(''),
  };
}

/** The blocks of a warm-up by which it is judged. Each does the same work as the one `warm_up.blocks` before it. */
export interface Blocks {
  readonly seconds: number[];
  /** Hot functions whose machine code changed in each block. */
  readonly events: string[][];
  /** What a block is, in words. */
  readonly kind: () => string;
  readonly add: (cycle: Cycle) => void;
}

/**
 * Blocks of the cycles that are added: parts of a cycle where it is long, several where it is short.
 *
 * @param hot names of hot functions
 */
export function collectBlocks({ blocks }: WarmUpRule, hot: NameSet): Blocks {
  const seconds: number[] = [];
  const events: string[][] = [];
  let isSliced: boolean | null = null;
  let kind = '';
  let cyclesOfBlock = 1;
  let open: Cycle[] = [];
  const push = ({ cpuSeconds, trace }: Slice) => {
    seconds.push(cpuSeconds);
    events.push(hotEvents(trace, hot));
  };
  return {
    seconds,
    events,
    kind: () => kind,
    add(cycle) {
      isSliced ??= cycle.cpuSeconds > LONG_PASS;
      if (isSliced) {
        kind = `${Math.round(cycle.steps / blocks)} steps`;
        for (const slice of cycle.slices) push(slice);
        return;
      }
      open.push(cycle);
      if (open.length < cyclesOfBlock) return;
      const block = {
        cpuSeconds: open.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
        trace: open.map(({ trace }) => trace).join(''),
      };
      kind = `${cyclesOfBlock} × ${cycle.steps} steps`;
      open = [];
      push(block);
      if (block.cpuSeconds >= BLOCK / 2) return;
      // Code that got faster fits more often into a block; blocks of other work cannot be compared.
      const wanted = (cyclesOfBlock * BLOCK) / block.cpuSeconds;
      cyclesOfBlock = Math.ceil(Math.min(8 * cyclesOfBlock, wanted));
      seconds.length = 0;
      events.length = 0;
    },
  };
}
