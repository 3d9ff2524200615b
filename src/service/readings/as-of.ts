import type { AsOf } from '../../db/member-list-repository.ts';
import type { Reading } from '../../db/reading-repository.ts';

/** What several readings know together: who appeared after the start of the first of them is `unknown`. */
export function asOfEarliest(readings: readonly (Reading | null)[]): AsOf | undefined {
  const started = readings.flatMap((reading) =>
    reading?.startedAt ? [{ readingId: reading.id, startedAt: reading.startedAt }] : [],
  );
  return started.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())[0];
}
