import { ROUNDING_RESIDUES } from '../parity/columnGroups.ts';
import { type EngineParity, isFurther, type Parity, type ParityGroup } from '../parity/parity.ts';
import type { ProfileResult } from '../results/result.ts';
import type { Cell } from './dataTable.ts';
import { digits, scientific } from './quantities.ts';
import { NOTHING, type ReportTable } from './tables.ts';

/** Problems of the whole outputs and failing groups that an alarm names. */
const NAMED = 3;

/** A group of columns, and the engine that is furthest off in it. */
export interface ReportedGroup extends ParityGroup {
  readonly label: string;
}

/** Every group once, with the engine that is furthest off; groups that differ come first, then by table. */
export function reportedGroups({ engines }: Parity): ReportedGroup[] {
  const groups = new Map<string, ReportedGroup>();
  for (const { label, groups: found } of engines)
    for (const group of found) {
      const key = `${group.table}/${group.group}`;
      const before = groups.get(key);
      if (before === undefined || isFurther(group, before)) groups.set(key, { ...group, label });
    }
  const differs = ({ verdict }: ReportedGroup) => (verdict === 'differs' ? 0 : 1);
  return [...groups.values()].sort((a, b) => differs(a) - differs(b));
}

/** One row per column group. */
export function parityTable(parity: Parity, groups = reportedGroups(parity)): ReportTable {
  const hasSeveral = parity.engines.length > 1;
  return {
    columns: [
      { title: 'table / column group', isNumber: false },
      { title: 'columns', isNumber: true },
      { title: 'worst relative', isNumber: true },
      { title: 'worst column', isNumber: false },
      ...(hasSeveral ? [{ title: 'engine', isNumber: false }] : []),
      { title: `within ${scientific(parity.tolerance, 0)}`, isNumber: false },
    ],
    rows: groups.map((group): Cell[] => [
      { text: `${group.table} / ${group.group}` },
      { text: String(group.columns), sort: group.columns },
      deviationCell(group),
      { text: group.worst?.column ?? '–' },
      ...(hasSeveral ? [{ text: group.worst === null ? '–' : group.label }] : []),
      { text: verdictText(group, parity) },
    ]),
  };
}

function deviationCell({ worst, verdict }: ParityGroup): Cell {
  if (worst === null) return { text: '0', sort: 0 };
  if (worst.relative === null)
    return verdict === 'agrees' ? NOTHING : { text: 'not comparable', sort: Number.MAX_VALUE };
  return { text: scientific(worst.relative), sort: worst.relative };
}

function verdictText({ verdict, group, worst }: ParityGroup, { tolerance }: Parity): string {
  if (verdict === 'identical') return 'every bit the same';
  if (verdict === 'differs') return 'DIFFERS';
  const relative = worst?.relative ?? Number.POSITIVE_INFINITY;
  return group === ROUNDING_RESIDUES && relative > tolerance
    ? 'agrees within its absolute bound'
    : 'agrees';
}

/** Whether the numbers are right, in a sentence. */
export function parityStatement({ parity, profile }: ProfileResult): string {
  if (parity === null)
    return profile.parity_steps === 0
      ? 'Outputs were not compared: the profile has parity_steps: 0.'
      : 'Outputs were not compared: nothing but the plain engine was measured. --engine core fast measures and compares both.';
  const names = parity.engines.map(({ label }) => label).join(', ');
  const values = parity.engines.reduce(
    (sum, { groups }) => sum + groups.reduce((n, group) => n + group.values, 0),
    0,
  );
  const what = `${names} against ${parity.reference}: ${digits(values)} values of the first ${parity.steps} steps`;
  return parity.agrees
    ? `Parity holds, ${what}.`
    : `PARITY FAILED, ${what}. The times compare different computations.`;
}

/** The verdict in a word, and what it rests on. */
export function parityValue(parity: Parity): { readonly value: string; readonly remark: string } {
  const groups = reportedGroups(parity);
  const failing = groups.filter(({ verdict }) => verdict === 'differs').length;
  if (!parity.agrees)
    return {
      value: 'DIFFER',
      remark: `from ${parity.reference} in ${failing} of ${groups.length} column groups`,
    };
  const worst = groups
    .filter(({ group }) => group !== ROUNDING_RESIDUES)
    .reduce((most, { worst: one }) => Math.max(most, one?.relative ?? 0), 0);
  const far = worst === 0 ? 'every bit the same' : `within ${scientific(worst)}`;
  return {
    value: 'agree',
    remark: `with ${parity.reference}, ${far} in ${groups.length} column groups`,
  };
}

/** What is wrong with the numbers, one sentence an engine; empty if nothing is. */
export function parityAlarms({ parity }: Pick<ProfileResult, 'parity'>): string[] {
  if (parity === null) return [];
  return parity.engines
    .filter(({ agrees }) => !agrees)
    .map((engine) => `PARITY FAILED: ${engine.label} ${failureText(engine, parity)}`);
}

function failureText({ groups, problems }: EngineParity, { reference }: Parity): string {
  const failing = groups
    .filter(({ verdict }) => verdict === 'differs')
    .sort((a, b) => (isFurther(a, b) ? -1 : 1));
  const named = failing.map(({ table, group, worst }) => {
    const { column, row, actual, expected } = worst!;
    return `${table} / ${group} (${column} row ${row}: ${actual} instead of ${expected})`;
  });
  const said = [...problems, ...named];
  const more = said.length > NAMED ? `; and ${said.length - NAMED} more` : '';
  return `differs from ${reference}: ${said.slice(0, NAMED).join('; ')}${more}`;
}
