/** Inflates raw deflate in base 64. */
export async function inflate(text) {
  const binary = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([binary]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Gives every packed array of a tree its values. */
export function unpack(tree, block) {
  if (tree === null || typeof tree !== 'object') return tree;
  if (tree.kind === 'byte') return block.slice(tree.start, tree.start + tree.length);
  if (tree.kind === 'float') return floats(block, tree);
  if (Array.isArray(tree)) return tree.map((inner) => unpack(inner, block));
  return Object.fromEntries(
    Object.entries(tree).map(([key, inner]) => [key, unpack(inner, block)]),
  );
}

/** All first bytes stand before all second bytes, and so on. */
function floats(block, { start, length }) {
  const bytes = new Uint8Array(4 * length);
  for (let plane = 0; plane < 4; plane++)
    for (let i = 0; i < length; i++) bytes[4 * i + plane] = block[start + plane * length + i];
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
}
