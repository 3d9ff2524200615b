import type { ReactNode } from 'react';
import { EMOJI } from '../mrkdwn/emoji.ts';
import { isSafeUrl } from '../mrkdwn/special.ts';
import { useReader } from '../state/reader.ts';
import { type RichElement, type RichInline, richElementSchema } from './rich-text-schema.ts';
import type { BlockOf } from './types.ts';
import { Unknown } from './unknown.tsx';

function styled(text: ReactNode, style: Extract<RichInline, { type: 'text' }>['style']): ReactNode {
  let node = text;
  if (style?.code) node = <code>{node}</code>;
  if (style?.bold) node = <strong>{node}</strong>;
  if (style?.italic) node = <em>{node}</em>;
  return style?.strike ? <s>{node}</s> : node;
}

function Inline({ node }: { node: RichInline }) {
  const { names } = useReader();
  switch (node.type) {
    case 'text':
      return styled(node.text, node.style);
    case 'link':
      if (!isSafeUrl(node.url)) return node.text ?? node.url;
      return (
        <a href={node.url} target="_blank" rel="noreferrer noopener">
          {styled(node.text ?? node.url, node.style)}
        </a>
      );
    case 'user':
      return <span className="mention">@{names[node.user_id] ?? node.user_id}</span>;
    case 'channel':
      return <span className="mention">#{node.channel_id}</span>;
    case 'emoji':
      return EMOJI.get(node.name) ?? `:${node.name}:`;
    case 'broadcast':
      return <span className="mention mention-me">@{node.range}</span>;
  }
}

function Inlines({ nodes }: { nodes: readonly RichInline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text never reorders
  return nodes.map((node, index) => <Inline key={index} node={node} />);
}

function Element({ element }: { element: RichElement }) {
  switch (element.type) {
    case 'rich_text_section':
      return (
        <div>
          <Inlines nodes={element.elements} />
        </div>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Inlines nodes={element.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Inlines nodes={element.elements} />
        </pre>
      );
    case 'rich_text_list': {
      const List = element.style === 'ordered' ? 'ol' : 'ul';
      return (
        <List>
          {element.elements.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a text never reorders
            <li key={index}>
              <Inlines nodes={item.elements} />
            </li>
          ))}
        </List>
      );
    }
  }
}

export function RichText({ block }: { block: BlockOf<'rich_text'> }) {
  return (
    <div className="mrkdwn">
      {block.elements.map((json, index) => {
        const parsed = richElementSchema.safeParse(json);
        // biome-ignore lint/suspicious/noArrayIndexKey: a text never reorders
        if (parsed.success) return <Element key={index} element={parsed.data} />;
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        return <Unknown key={index} what={`rich text of type “${json.type}”`} value={json} />;
      })}
    </div>
  );
}
