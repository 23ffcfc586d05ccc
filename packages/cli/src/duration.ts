import { InvalidArgumentError } from 'commander';

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, m: 60, h: 3600 };

/** Seconds of a duration such as `90`, `60s`, `5min`, `1.5h`; for an option. */
export function durationOption(text: string): number {
  const [, digits = '', unit = 's'] = /^(\d+(?:\.\d+)?)\s*([a-z]+)?$/.exec(text.trim()) ?? [];
  const factor = SECONDS[unit];
  if (digits === '' || factor === undefined)
    throw new InvalidArgumentError('It must be a duration such as 60s, 5min or 1h.');
  return Number(digits) * factor;
}
