import { ElementView } from './element.tsx';
import type { BlockOf } from './types.ts';

export function Actions({ block }: { block: BlockOf<'actions'> }) {
  return (
    <div className="block-actions">
      {block.elements.map((element) => (
        <ElementView key={element.action_id} element={element} blockId={block.block_id ?? ''} />
      ))}
    </div>
  );
}
