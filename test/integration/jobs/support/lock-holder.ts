/** A process that has the data folder until it is killed. */
import { z } from 'zod';
import { lockDataDir } from '../../../../src/jobs/data-dir-lock.ts';

lockDataDir(z.string().parse(JSON.parse(process.argv[3] ?? '')));
process.send?.('locked');
setInterval(() => {}, 60_000);
