import { ElementView } from './element.tsx';
import { Text } from './text.tsx';
import type { BlockOf } from './types.ts';

export function Section({ block }: { block: BlockOf<'section'> }) {
  return (
    <div className="block-section">
      <div className="block-section-body">
        {block.text && <Text text={block.text} />}
        {block.fields && (
          <div className="block-fields">
            {block.fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity but their place
              <Text key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div className="block-accessory">
          <ElementView element={block.accessory} blockId={block.block_id ?? ''} />
        </div>
      )}
    </div>
  );
}
