/** A cache or an engine gave something else than a fresh computation. */
export class WrongAnswer extends Error {
  override name = 'WrongAnswer';
}

/** What was answered, or how the computation failed. */
export interface Answer {
  readonly value: unknown;
  readonly error: string | null;
}

/** Asks; a computation that fails is an answer, too. */
export function answerOf(ask: () => object): Answer {
  try {
    return { value: ask(), error: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { value: null, error: error.message };
  }
}
