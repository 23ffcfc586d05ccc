export * from './errors.ts';
export type * from './records/column.ts';
export * from './tables/columns.ts';
