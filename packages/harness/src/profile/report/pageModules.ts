/**
 * Modules of a page as one script without imports: all in one scope, so their names must differ.
 *
 * @param names in an order in which each comes after those that it imports
 * @param read the text of a module
 */
export function pageModules(names: readonly string[], read: (file: string) => string): string {
  const modules = names.map((name) =>
    read(`${name}.js`)
      .replace(/^import [^;]*;\n/gm, '')
      .replace(/^export /gm, ''),
  );
  return `(() => {\n'use strict';\n${modules.join('\n')}\n})();`;
}
