import { ConfigurationError } from '@marsdisk/core';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Mapping, markNumericKey, setEntry } from '../mapping.ts';
import { numberText } from '../numberText.ts';
import { plainScalar, type Scalar, taggedScalar } from './scalar.ts';

/** Most values a document may have once its aliases are written out. Far above any configuration. */
const MOST_VALUES = 100_000;

const CORE_TAG = 'tag:yaml.org,2002:';

/** State of one conversion: where things stand, the anchors met so far, and how many values there are. */
interface Reader {
  readonly source: string;
  readonly lines: LineCounter;
  readonly anchors: Map<string, { readonly value: unknown; readonly size: number } | null>;
  size: number;
}

/**
 * Reads one YAML document. Mappings become plain objects (numeric keys as text), lists arrays; an alias to a mapping or
 * list is the same object.
 *
 * @param text the document
 * @param source name of the file or argument, for messages
 * @throws ConfigurationError naming source, line and column: syntax errors, duplicate keys or anchors, unknown tags or
 *   anchors, more than one document, aliases that multiply into a huge document
 */
export function parseYaml(text: string, source: string): unknown {
  const lines = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, {
      // Everything stays text here; scalars are resolved in scalar.ts.
      schema: 'failsafe',
      version: '1.2',
      resolveKnownTags: false,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'error',
    });
    const reader: Reader = { source, lines, anchors: new Map(), size: 0 };
    const error = document.errors[0];
    if (error?.message.includes('call stack'))
      throw problem(reader, error.pos[0], 'nested too deeply to be a configuration');
    if (error) throw problem(reader, error.pos[0], error.message);
    return document.contents === null ? null : read(reader, document.contents as ParsedNode);
  } catch (error) {
    if (error instanceof RangeError)
      throw new ConfigurationError(`${source}: nested too deeply to be a configuration`);
    throw error;
  }
}

function problem(reader: Reader, offset: number, rule: string): ConfigurationError {
  const { line, col } = reader.lines.linePos(offset);
  return new ConfigurationError(`${reader.source}:${line}:${col}: ${rule.split('\n')[0]}`);
}

function failure(reader: Reader, node: Node, rule: string): ConfigurationError {
  return problem(reader, node.range?.[0] ?? 0, rule);
}

function count(reader: Reader, node: Node, values: number): void {
  reader.size += values;
  if (reader.size > MOST_VALUES)
    throw failure(reader, node, `more than ${MOST_VALUES} values, aliases written out`);
}

function read(reader: Reader, node: Node): unknown {
  if (isAlias(node)) {
    const anchor = reader.anchors.get(node.source);
    if (!anchor)
      throw failure(
        reader,
        node,
        anchor === null
          ? `alias *${node.source} lies inside its own anchor`
          : `alias *${node.source} has no anchor before it`,
      );
    count(reader, node, anchor.size);
    return anchor.value;
  }
  const name = 'anchor' in node ? (node.anchor as string | undefined) : undefined;
  if (name !== undefined) {
    if (reader.anchors.has(name)) throw failure(reader, node, `anchor &${name} is defined twice`);
    reader.anchors.set(name, null);
  }
  const before = reader.size;
  count(reader, node, 1);
  let value: unknown;
  if (isMap(node)) value = readMap(reader, node);
  else if (isSeq(node)) value = readSeq(reader, node);
  else value = readScalar(reader, node).value;
  if (name !== undefined) reader.anchors.set(name, { value, size: reader.size - before });
  return value;
}

function tagOf(reader: Reader, node: Node, known: readonly string[]): string | null {
  const tag = (node as { tag?: string }).tag;
  if (tag === undefined) return null;
  if (tag === '!') return 'str';
  const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : null;
  if (name === null || !known.includes(name))
    throw failure(reader, node, `tag ${tag} cannot be used here`);
  return name;
}

function readScalar(reader: Reader, node: Node): Scalar {
  if (!isScalar(node)) throw failure(reader, node, 'not a scalar');
  const source = typeof node.value === 'string' ? node.value : '';
  const tag = tagOf(reader, node, ['str', 'null', 'bool', 'int', 'float', 'timestamp', 'binary']);
  const scalar =
    tag !== null
      ? taggedScalar(tag, source)
      : node.type === 'PLAIN' || node.type === undefined
        ? plainScalar(source)
        : { value: source, isInteger: false };
  if (scalar === null)
    throw failure(reader, node, `"${source}" is not a value${tag === null ? '' : ` of !!${tag}`}`);
  if (scalar.value instanceof Date && Number.isNaN(scalar.value.getTime()))
    throw failure(reader, node, `"${source}" is not a date`);
  return scalar;
}

function readSeq(reader: Reader, node: YAMLSeq): unknown {
  const tag = tagOf(reader, node, ['seq', 'omap']);
  const items = node.items.map((item) => read(reader, item as Node));
  return tag === 'omap' ? Object.assign({}, ...items) : items;
}

/** Text of a key and its identity: 1, 1.0 and true are one key, 2 and '2' are two. */
interface Key {
  readonly text: string;
  readonly identity: string;
  readonly isText: boolean;
}

function readKey(reader: Reader, node: Node | null): Key {
  if (node === null) return { text: 'null', identity: 'null', isText: false };
  if (isSeq(node)) {
    const parts = node.items.map((item) => readKey(reader, item as Node).text);
    const text = `(${parts.join(', ')})`;
    return { text, identity: text, isText: false };
  }
  const resolved = isAlias(node) ? read(reader, node) : null;
  const { value, isInteger } = isAlias(node)
    ? { value: resolved, isInteger: Number.isInteger(resolved) }
    : readScalar(reader, node);
  if (typeof value === 'string') return { text: value, identity: `"${value}"`, isText: true };
  if (typeof value === 'number') {
    const text = isInteger ? String(value) : numberText(value);
    return { text, identity: String(value), isText: false };
  }
  if (typeof value === 'boolean')
    return { text: String(value), identity: String(Number(value)), isText: false };
  if (value === null) return { text: 'null', identity: 'null', isText: false };
  if (value instanceof Date) {
    const text = value.toISOString();
    return { text, identity: text, isText: false };
  }
  throw failure(reader, node, 'a mapping or byte string cannot be a key');
}

function isMergeKey(node: unknown): boolean {
  return isScalar(node) && node.value === '<<' && node.type === 'PLAIN' && node.tag === undefined;
}

function mergeSources(reader: Reader, node: Node | null): Mapping[] {
  const value = node === null ? null : read(reader, node);
  const sources = Array.isArray(value) ? value : [value];
  for (const source of sources)
    if (source === null || typeof source !== 'object' || Array.isArray(source))
      throw failure(reader, node ?? ({} as Node), '<< needs a mapping or a list of mappings');
  return sources as Mapping[];
}

function readMap(reader: Reader, node: YAMLMap): unknown {
  const tag = tagOf(reader, node, ['map', 'set']);
  const own: Mapping = {};
  const seen = new Set<string>();
  let merged: Mapping[] | null = null;
  for (const pair of node.items) {
    const keyNode = pair.key as Node | null;
    const valueNode = pair.value as Node | null;
    if (isMergeKey(keyNode)) {
      if (merged !== null) throw failure(reader, keyNode as Node, 'duplicate key "<<"');
      merged = mergeSources(reader, valueNode);
      continue;
    }
    const key = readKey(reader, keyNode);
    const place = keyNode ?? node;
    if (seen.has(key.identity)) throw failure(reader, place, `duplicate key "${key.text}"`);
    seen.add(key.identity);
    setEntry(own, key.text, valueNode === null ? null : read(reader, valueNode));
    if (!key.isText) markNumericKey(own, key.text);
  }
  for (const source of merged ?? [])
    for (const [key, value] of Object.entries(source))
      if (!Object.hasOwn(own, key)) {
        count(reader, node, 1);
        setEntry(own, key, value);
      }
  return tag === 'set' ? new Set(Object.keys(own)) : own;
}
