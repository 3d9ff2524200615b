import { BlockImage } from './image.tsx';
import { Text } from './text.tsx';
import type { BlockOf } from './types.ts';

export function Context({ block }: { block: BlockOf<'context'> }) {
  return (
    <div className="block-context">
      {block.elements.map((element, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no identity but their place
        if (element.type === 'image') return <BlockImage key={index} image={element} />;
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        return <Text key={index} text={element} />;
      })}
    </div>
  );
}
