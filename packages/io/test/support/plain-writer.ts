/** hyparquet-writer as it comes, for comparison. */
export { parquetWriteFile } from 'hyparquet-writer';
