import { useId } from 'react';
import { ElementView } from './element.tsx';
import { useSurface } from './surface.ts';
import { Text } from './text.tsx';
import type { BlockOf } from './types.ts';

/** A labelled field, with its hint and the app's error under it. */
export function InputBlock({ block }: { block: BlockOf<'input'> }) {
  const id = useId();
  const { errors } = useSurface();
  const blockId = block.block_id ?? '';
  const error = errors[blockId];
  return (
    <div className={error === undefined ? 'block-input' : 'block-input has-error'}>
      <div className="block-input-label" id={`${id}-label`}>
        <Text text={block.label} />
        {block.optional === true && <span className="block-input-optional"> (optional)</span>}
      </div>
      <ElementView
        element={block.element}
        blockId={blockId}
        inInput={block.dispatch_action !== true}
        labelledBy={`${id}-label`}
        describedBy={`${id}-note`}
        invalid={error !== undefined}
      />
      <div className="block-input-note" id={`${id}-note`} aria-live="polite">
        {error !== undefined && <p className="field-error">{error}</p>}
        {block.hint && (
          <p className="field-hint">
            <Text text={block.hint} />
          </p>
        )}
      </div>
    </div>
  );
}
