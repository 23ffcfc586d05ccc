export { gapsOfRun } from './gaps.ts';
export {
  type Ends,
  queryRows,
  queryTable,
  shownColumns,
  type TableEnds,
  type TableQuery,
  type TableView,
} from './queryTable.ts';
export { openRunFolder, type RunFolder, SERIES_TABLES } from './runFolder.ts';
export { csvHeader, csvRows, tableText } from './tableText.ts';
