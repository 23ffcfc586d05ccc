/** Text that is already markup. */
export interface Markup {
  readonly html: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

type Piece = string | number | Markup | null | readonly Piece[];

function render(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escapeText(piece);
  if (typeof piece === 'number') return String(piece);
  return Array.isArray(piece) ? piece.map(render).join('') : (piece as Markup).html;
}

/** Markup from a template; whatever is put in is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { html: parts.map((part, i) => part + render(pieces[i] ?? null)).join('') };
}

/** Takes text as markup as it is: scripts and styles of this package and its libraries. */
export function verbatim(text: string): Markup {
  return { html: text };
}

/** A value as JSON inside a script element, whatever text it holds. */
export function embeddedJson(value: unknown): Markup {
  return { html: JSON.stringify(value).replaceAll('<', '\\u003c') };
}
