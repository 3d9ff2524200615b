import { Text } from './text.tsx';
import type { BlockOf } from './types.ts';

export function Alert({ block }: { block: BlockOf<'alert'> }) {
  return (
    <div className="block-alert" role="note">
      <Text text={block.text} />
    </div>
  );
}
