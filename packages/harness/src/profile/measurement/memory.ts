import { GCProfiler, getHeapStatistics } from 'node:v8';
import type { GarbageCollection, MemoryUse } from './measurement.ts';

/** Watches garbage collection and the size of the heap, in as many parts as there are passes. */
export interface MemoryWatch {
  readonly start: () => void;
  /** Looks at the buffers outside of the JavaScript heap; cheap, but not for every step. */
  readonly look: () => void;
  readonly stop: () => void;
  /** What all parts together found. */
  readonly total: () => { readonly gc: GarbageCollection; readonly memory: MemoryUse };
}

/** A watch that does not run yet. The garbage collector reports what it finds before and after every collection. */
export function createMemoryWatch(): MemoryWatch {
  let profiler: GCProfiler | null = null;
  let heapAtStart = 0;
  let arrayBuffersPeak = 0;
  let heapPeak = 0;
  let allocatedBytes = 0;
  let microseconds = 0;
  let scavenges = 0;
  let majors = 0;
  const look = () => {
    arrayBuffersPeak = Math.max(arrayBuffersPeak, process.memoryUsage().arrayBuffers);
  };
  return {
    look,
    start() {
      look();
      // A profiler that has stopped cannot start again.
      profiler = new GCProfiler();
      heapAtStart = getHeapStatistics().used_heap_size;
      profiler.start();
    },
    stop() {
      const heapAtEnd = getHeapStatistics().used_heap_size;
      look();
      const { statistics } = profiler!.stop();
      heapPeak = Math.max(heapPeak, heapAtStart, heapAtEnd);
      let before = heapAtStart;
      for (const { gcType, cost, beforeGC, afterGC } of statistics) {
        const full = beforeGC.heapStatistics.usedHeapSize;
        allocatedBytes += Math.max(0, full - before);
        before = afterGC.heapStatistics.usedHeapSize;
        heapPeak = Math.max(heapPeak, full);
        microseconds += cost;
        if (gcType === 'Scavenge' || gcType === 'MinorMarkSweep') scavenges++;
        else majors++;
      }
      allocatedBytes += Math.max(0, heapAtEnd - before);
    },
    total: () => ({
      gc: { scavenges, majors, seconds: microseconds / 1e6, allocatedBytes },
      memory: {
        heapPeak,
        arrayBuffersPeak,
        residentPeak: process.resourceUsage().maxRSS * 1024,
      },
    }),
  };
}
