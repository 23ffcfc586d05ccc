import { GCProfiler, getHeapStatistics } from 'node:v8';
import type { GarbageCollection, MemoryUse } from './measurement.ts';

/** Watches garbage collection and the size of the heap between its creation and `stop`. */
export interface MemoryWatch {
  /** Looks at the buffers outside of the JavaScript heap; cheap, but not for every step. */
  readonly look: () => void;
  readonly stop: () => { readonly gc: GarbageCollection; readonly memory: MemoryUse };
}

/** Starts to watch. The garbage collector reports what it finds before and after every collection. */
export function watchMemory(): MemoryWatch {
  const profiler = new GCProfiler();
  let arrayBuffersPeak = 0;
  const look = () => {
    arrayBuffersPeak = Math.max(arrayBuffersPeak, process.memoryUsage().arrayBuffers);
  };
  look();
  const heapAtStart = getHeapStatistics().used_heap_size;
  profiler.start();
  return {
    look,
    stop() {
      const heapAtEnd = getHeapStatistics().used_heap_size;
      look();
      const { statistics } = profiler.stop();
      let allocatedBytes = 0;
      let heapPeak = Math.max(heapAtStart, heapAtEnd);
      let before = heapAtStart;
      let microseconds = 0;
      let scavenges = 0;
      for (const { gcType, cost, beforeGC, afterGC } of statistics) {
        const full = beforeGC.heapStatistics.usedHeapSize;
        allocatedBytes += Math.max(0, full - before);
        before = afterGC.heapStatistics.usedHeapSize;
        heapPeak = Math.max(heapPeak, full);
        microseconds += cost;
        if (gcType === 'Scavenge' || gcType === 'MinorMarkSweep') scavenges++;
      }
      allocatedBytes += Math.max(0, heapAtEnd - before);
      return {
        gc: {
          scavenges,
          majors: statistics.length - scavenges,
          seconds: microseconds / 1e6,
          allocatedBytes,
        },
        memory: {
          heapPeak,
          arrayBuffersPeak,
          residentPeak: process.resourceUsage().maxRSS * 1024,
        },
      };
    },
  };
}
