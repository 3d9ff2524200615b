/** `npm run bench [-- status|reminders]`: each benchmark beside the bare library, in the same run. */
import { compareReminders } from './reminders.ts';
import { compareStatus } from './status.ts';
import { describeMachine, printComparison } from './support/report.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const [only] = process.argv.slice(2);

console.log(describeMachine());
if (only !== 'reminders') printComparison(await compareStatus(ROUNDS));
if (only !== 'status') for (const comparison of await compareReminders(ROUNDS)) printComparison(comparison);
