/** A process that is killed: it adds the deliveries that it is given, one by one, and takes jobs without ever finishing one. */
import { z } from 'zod';
import type { EngineChoice } from '../../../../src/jobs/engine.ts';
import { createLogger } from '../../../../src/log.ts';
import { newDeliveries } from './payloads.ts';
import { openRig } from './rig.ts';

const choiceSchema: z.ZodType<EngineChoice> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('redis'), url: z.string() }),
  z.object({ type: z.literal('postgres'), url: z.string() }),
  z.object({ type: z.literal('embedded'), dataDir: z.string() }),
]);
const orderSchema = z.object({
  choice: choiceSchema,
  work: z.boolean(),
  recovery: z.object({ lockMs: z.number(), checkMs: z.number() }),
});

const { choice, work, recovery } = orderSchema.parse(JSON.parse(process.argv[3] ?? ''));
const rig = await openRig(choice, createLogger('warn'));
if (work) {
  await rig.work(
    {
      deliver: async ({ deliveryId }) => {
        process.send?.({ type: 'took', deliveryId });
        await new Promise(() => {});
      },
    },
    { recovery, concurrency: { 'muster-deliveries': 3 } },
  );
}
for (;;) {
  const deliveries = newDeliveries(1);
  await rig.queue.enqueueDeliveries(deliveries);
  for (const { deliveryId } of deliveries) process.send?.({ type: 'acknowledged', deliveryId });
}
