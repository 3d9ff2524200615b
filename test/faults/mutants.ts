import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** One guarantee, broken on purpose in a copy of the build, and the fault that must then show it. */
export interface Mutant {
  name: string;
  fault: string;
  changes: readonly { file: string; from: string; to: string }[];
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no look for an earlier message with this metadata',
    fault: 'the process is killed',
    changes: [
      {
        file: 'slack/notifying/direct-messages.js',
        from: 'firstAttempt ? null : await findEarlierMessage(deps, channel, deliveryId)',
        to: 'null',
      },
    ],
  },
  {
    name: 'no lease',
    fault: 'Slack takes its time, and two processes work',
    changes: [
      {
        file: 'db/delivery-claim-repository.js',
        from: 'attempt, lease_until: toInstant(new Date(clocks.machineNow.getTime() + leaseMs))',
        to: 'attempt, lease_until: toInstant(clocks.machineNow)',
      },
      {
        file: 'db/delivery-claim-repository.js',
        from: 'toInstant(new Date(machineNow.getTime() + leaseMs))',
        to: 'toInstant(machineNow)',
      },
    ],
  },
  {
    name: 'written down as sent before Slack has it',
    fault: 'the process is killed',
    changes: [
      {
        file: 'service/deliveries/delivering.js',
        from: 'const slackRef = await send(',
        to: 'await writeSent(deps, delivery, member, null);\n    const slackRef = await send(',
      },
    ],
  },
  {
    name: 'enqueued before the commit, and nothing on schedule makes good for it',
    fault: 'PostgreSQL is slow to commit',
    changes: [
      { file: 'db/transaction.js', from: 'void hooks.push(hook)', to: 'void runHook(handle, hook)' },
      { file: 'jobs/schedulers.js', from: 'options.sweepEveryMs ?? SWEEP_EVERY_MS', to: '86_400_000' },
      { file: 'jobs/schedulers.js', from: 'options.tickEveryMs', to: '86_400_000' },
    ],
  },
];

export interface Build {
  program: string;
  remove(): Promise<void>;
}

/** A copy of what was built, with the guarantee broken. It throws when the code no longer has the place to break. */
export async function buildMutant({ name, changes }: Mutant): Promise<Build> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-mutant-'));
  const dist = path.join(folder, 'dist');
  await cp(path.join(ROOT, 'dist'), dist, { recursive: true });
  for (const file of ['node_modules', 'package.json', 'manifest.yml']) {
    await symlink(path.join(ROOT, file), path.join(folder, file));
  }
  for (const { file, from, to } of changes) {
    const place = path.join(dist, 'src', file);
    const source = await readFile(place, 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${name}: ${file} has not exactly one “${from}”`);
    await writeFile(
      place,
      source.replace(from, () => to),
    );
  }
  const program = path.join(dist, 'src/main.js');
  return { program, remove: () => rm(folder, { recursive: true, force: true }) };
}
