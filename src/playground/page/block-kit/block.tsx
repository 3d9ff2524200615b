import { Actions } from './actions.tsx';
import { Alert } from './alert.tsx';
import { Context } from './context.tsx';
import { ImageBlock } from './image.tsx';
import { InputBlock } from './input-block.tsx';
import { RichText } from './rich-text.tsx';
import { Section } from './section.tsx';
import { Table } from './table.tsx';
import { Text } from './text.tsx';
import type { Block } from './types.ts';
import { Unknown } from './unknown.tsx';

/** One block. */
export function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case 'header':
      return (
        <h3 className="block-header">
          <Text text={block.text} />
        </h3>
      );
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return <Actions block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'alert':
      return <Alert block={block} />;
    case 'divider':
      return <hr className="block-divider" />;
    case 'video':
    case 'markdown':
    case 'file':
    case 'card':
    case 'carousel':
    case 'container':
    case 'context_actions':
    case 'data_table':
    case 'data_visualization':
    case 'plan':
    case 'task_card':
      return <Unknown what={`a block of type “${block.type}”`} value={block} />;
  }
}
