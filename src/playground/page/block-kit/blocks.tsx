import { memo, useMemo } from 'react';
import { messageBlock } from '../../slack/block-kit/blocks.ts';
import { BlockView } from './block.tsx';
import { Unknown } from './unknown.tsx';

function describe(block: Record<string, unknown>): string {
  return `a block of type “${String(block['type'])}”`;
}

const OneBlock = memo(function OneBlock({ json }: { json: Record<string, unknown> }) {
  const parsed = useMemo(() => messageBlock.safeParse(json), [json]);
  return parsed.success ? <BlockView block={parsed.data} /> : <Unknown what={describe(json)} value={json} />;
});

/** Blocks as they came over the wire. */
export function Blocks({ blocks }: { blocks: readonly Record<string, unknown>[] }) {
  return (
    <div className="blocks">
      {blocks.map((json, index) => (
        <OneBlock key={String(json['block_id'] ?? index)} json={json} />
      ))}
    </div>
  );
}
