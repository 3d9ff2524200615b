import { expect, it } from 'vitest';
import { JOBS, OPTIONS } from '../../../src/jobs/definitions.ts';

const deliveryId = 'dlv_019ab6f0-0000-7000-8000-000000000001';
const organizationId = 'org_019ab6f0-0000-7000-8000-000000000001';

it('names the job of a delivery by its id and attempt, and leaves trying again to the database', () => {
  expect(OPTIONS.deliver({ deliveryId, attempt: 3 })).toEqual({
    jobId: `${deliveryId}-3`,
    attempts: 1,
    removeOnComplete: true,
    removeOnFail: true,
  });
});

it.each([
  OPTIONS.deliver({ deliveryId, attempt: 1 }).jobId,
  OPTIONS.read({ organizationId }).deduplication?.id,
  ...Object.values(JOBS).map(({ queue }) => queue),
])('uses no colon, which BullMQ refuses: %s', (id) => {
  expect(id).not.toContain(':');
});

it.each([
  [JOBS.deliver, { deliveryId, attempt: 0 }],
  [JOBS.deliver, { deliveryId: 'rem_019ab6f0-0000-7000-8000-000000000001', attempt: 1 }],
  [JOBS.deliver, { deliveryId, attempt: 1, name: 'Ada' }],
  [JOBS.read, {}],
  [JOBS.sweep, null],
])('takes ids only, and only those of its job (%#)', ({ payload }, data) => {
  expect(payload.safeParse(data).success).toBe(false);
});
