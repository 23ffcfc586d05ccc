export * from './compare/chunks.ts';
export * from './compare/columns.ts';
export * from './run/tables.ts';
