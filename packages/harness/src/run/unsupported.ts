import { type Config, fields, type Resolved } from '@marsdisk/config';

/** Switches that act in 1D runs too, although the reference has them for 0D runs alone. */
const ALSO_1D: ReadonlySet<string> = new Set([
  'numerics.checkpoint.enabled',
  'numerics.resume.enabled',
]);

/**
 * Sentences about switches that were turned on although this build or a 1D run does not do what they ask for.
 *
 * @param archive what the environment says about the archive, null for nothing
 */
export function unsupportedOptions(
  { config, given }: Pick<Resolved, 'config' | 'given'>,
  isStreaming: boolean,
  archive: boolean | null,
): string[] {
  const found: string[] = [];
  if (archive ?? config.io.archive.enabled)
    found.push(
      `${archive === true ? 'IO_ARCHIVE' : 'io.archive.enabled'}: the archive is not implemented; the results stay in io.outdir`,
    );
  if (isStreaming && config.io.streaming.offload.enabled)
    found.push(
      'io.streaming.offload.enabled: moving chunk files is not implemented; they stay in io.outdir',
    );
  for (const [path, field] of fields()) {
    const acts = field['x-effect'] === '1D' || field['x-effect'] === 'both';
    const isSwitch = field.type === 'boolean' && field.default === false;
    if (
      acts ||
      ALSO_1D.has(path) ||
      !isSwitch ||
      !given.has(path) ||
      valueAt(config, path) !== true
    )
      continue;
    found.push(`${path}: true has no effect in a 1D run`);
  }
  return found;
}

function valueAt(config: Config, path: string): unknown {
  let value: unknown = config;
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null)?.[key];
  return value;
}
