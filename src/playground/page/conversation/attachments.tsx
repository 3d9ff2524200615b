import { z } from 'zod';
import { Blocks } from '../block-kit/blocks.tsx';
import { Unknown } from '../block-kit/unknown.tsx';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';

const attachmentSchema = z.looseObject({
  blocks: z.array(z.record(z.string(), z.unknown())).optional(),
  text: z.string().optional(),
  fallback: z.string().optional(),
});

function Attachment({ json }: { json: unknown }) {
  const { data } = attachmentSchema.safeParse(json);
  if (data?.blocks) return <Blocks blocks={data.blocks} />;
  const text = data?.text ?? data?.fallback;
  return text === undefined ? <Unknown what="an attachment" value={json} /> : <Mrkdwn text={text} />;
}

/** The older way to add something to a message: with a line at its left. */
export function Attachments({ attachments }: { attachments: readonly unknown[] }) {
  return attachments.map((json, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no identity but their place
    <div className="attachment" key={index}>
      <Attachment json={json} />
    </div>
  ));
}
