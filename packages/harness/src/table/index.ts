export { queryTable, type TableQuery, type TableView } from './queryTable.ts';
export { openRunFolder, type RunFolder, SERIES_TABLES } from './runFolder.ts';
export { type ShownRows, tableCsv, tableText } from './tableText.ts';
