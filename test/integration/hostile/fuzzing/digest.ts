import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Muster } from '../../../support/muster.ts';
import { ask } from '../../../support/state.ts';
import type { Effect } from './inputs.ts';

type Row = Record<string, unknown>;

/** What a class may change all the same; every other table, also one that is added later, has to stay as it is. */
const MAY_CHANGE: Readonly<Record<Effect, { tables: readonly string[]; columns: readonly string[] }>> = {
  nothing: { tables: [], columns: [] },
  // A refusal is written down, an event remembered, and a person who asks is read anew.
  nothing_of_consequence: {
    tables: ['audit_events', 'audit_chains', 'handled_events'],
    columns: ['updated_at', 'status_read_at', 'reading_id'],
  },
  nothing_of_enforcement: { tables: [], columns: [] },
};
const OF_ENFORCEMENT: readonly string[] = ['enforcements', 'enforce_requests', 'violations', 'organizations'];

/** One digest for each table: what may not change by a class of inputs. */
export async function digestState(muster: Pick<Muster, 'config'>, effect: Effect): Promise<Record<string, string>> {
  const { tables, columns } = MAY_CHANGE[effect];
  return await ask(muster, async (db) => {
    const names = (await db.introspection.getTables()).map(({ name }) => name);
    const kept = names.filter((name) => !tables.includes(name) && !name.startsWith('kysely_'));
    const watched = effect === 'nothing_of_enforcement' ? kept.filter((name) => OF_ENFORCEMENT.includes(name)) : kept;
    const digests: [string, string][] = [];
    for (const name of watched) {
      const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(db);
      digests.push([name, digest(rows, columns)]);
    }
    return Object.fromEntries(digests);
  });
}

function digest(rows: readonly Row[], left: readonly string[]): string {
  const lines = rows.map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !left.includes(column))));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
