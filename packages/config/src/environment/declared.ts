/** A variable of the environment, as it is shown to people and checked. */
export interface DeclaredVariable {
  readonly name: string;
  /**
   * `flag`: one of the words for true or for false. `switch`: as `flag`, but only 1, true, yes and on count, without
   * blanks around them. `count`: a whole number. `text`: anything.
   */
  readonly kind: 'flag' | 'switch' | 'count' | 'text';
  /** Smallest number of a `count`; a smaller one is replaced by it. */
  readonly least?: number;
  /** The number of a `count` that is not set. */
  readonly standard?: number;
  readonly meaning: string;
}

/** The variables that concern a run. They are those of the reference, and MARSDISK_WRITER_THREAD. None changes physics. */
export const ENVIRONMENT_VARIABLES = [
  {
    name: 'IO_STREAMING',
    kind: 'flag',
    meaning: 'streaming of records on or off, whatever `io.streaming` says',
  },
  { name: 'FORCE_STREAMING_ON', kind: 'flag', meaning: 'true: streaming on' },
  { name: 'FORCE_STREAMING_OFF', kind: 'flag', meaning: 'true: streaming off, which wins' },
  {
    name: 'IO_ARCHIVE',
    kind: 'flag',
    meaning: 'true: asks for the archive, which is not implemented (a warning); false: does not',
  },
  {
    name: 'MARSDISK_WRITER_THREAD',
    kind: 'flag',
    meaning: 'whether a thread of its own writes the files; else it depends on the size of the run',
  },
  {
    name: 'MARSDISK_CELL_PARALLEL',
    kind: 'flag',
    meaning:
      'true: as many threads as `MARSDISK_CELL_JOBS` says; false: one. Without it, and whenever `--workers` is given, no variable decides on threads',
  },
  {
    name: 'MARSDISK_CELL_PARALLEL_FORCE',
    kind: 'flag',
    meaning: 'true: `MARSDISK_CELL_PARALLEL` counts on other systems than Windows, too',
  },
  {
    name: 'MARSDISK_CELL_JOBS',
    kind: 'count',
    least: 1,
    standard: 1,
    meaning: 'threads, at most one a cell',
  },
  {
    name: 'MARSDISK_CELL_MIN_CELLS',
    kind: 'count',
    least: 1,
    standard: 4,
    meaning: 'with fewer cells there is one thread',
  },
  {
    name: 'MARSDISK_CELL_MIN_CELLS_PER_JOB',
    kind: 'count',
    least: 1,
    standard: 2,
    meaning: 'with fewer cells a thread there is one thread',
  },
  {
    name: 'MARSDISK_CELL_CHUNK_SIZE',
    kind: 'count',
    standard: 0,
    meaning:
      'recorded only: threads begin with equal shares of the cells and help each other cell by cell',
  },
  {
    name: 'MARSDISK_DISABLE_COLLISION_CACHE',
    kind: 'switch',
    meaning:
      'true: the flags of `--cache` that are caches of collisions are off; `engine.flags` of `run_config.json` lacks them',
  },
  {
    name: 'MARSDISK_DISABLE_COLUMNAR',
    kind: 'flag',
    meaning: 'no effect: records are always kept in columns',
  },
  {
    name: 'MARSDISK_NUMBA_DISABLE',
    kind: 'flag',
    meaning: 'recorded only: there are no compiled kernels of that kind',
  },
  { name: 'MARSDISK_DISABLE_NUMBA', kind: 'flag', meaning: 'the same' },
  {
    name: 'NUMBA_NUM_THREADS',
    kind: 'text',
    meaning: 'recorded, and the number of threads that `--auto-tune` suggests',
  },
  ...[
    'CELL_THREAD_LIMIT',
    'OMP_NUM_THREADS',
    'MKL_NUM_THREADS',
    'OPENBLAS_NUM_THREADS',
    'NUMEXPR_NUM_THREADS',
    'VECLIB_MAXIMUM_THREADS',
  ].map((name) => ({ name, kind: 'text' as const, meaning: 'recorded only' })),
] as const satisfies readonly DeclaredVariable[];
