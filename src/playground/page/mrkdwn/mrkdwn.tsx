import { Fragment, useMemo } from 'react';
import { useReader } from '../state/reader.ts';
import { formatSlackDate } from './date-format.ts';
import type { Inline, Paragraph } from './nodes.ts';
import { parseMrkdwn } from './parse.ts';

function ExternalLink({ url, label }: { url: string; label: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {label}
    </a>
  );
}

function SlackDate({ node, first }: { node: Extract<Inline, { type: 'date' }>; first: boolean }) {
  const reader = useReader();
  const written = formatSlackDate(node.seconds, node.format, node.fallback, reader);
  const text = first ? written.charAt(0).toUpperCase() + written.slice(1) : written;
  if (node.url !== null) return <ExternalLink url={node.url} label={text} />;
  return <time dateTime={new Date(node.seconds * 1000).toISOString()}>{text}</time>;
}

function Mention({ id, label }: { id: string; label: string | null }) {
  const { names, me } = useReader();
  return <span className={id === me ? 'mention mention-me' : 'mention'}>@{names[id] ?? label ?? id}</span>;
}

function InlineNode({ node, first }: { node: Inline; first: boolean }) {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'bold':
      return <strong>{renderInlines(node.children)}</strong>;
    case 'italic':
      return <em>{renderInlines(node.children)}</em>;
    case 'strike':
      return <s>{renderInlines(node.children)}</s>;
    case 'link':
      return <ExternalLink url={node.url} label={node.label} />;
    case 'person':
      return <Mention id={node.id} label={node.label} />;
    case 'channel':
      return <span className="mention">#{node.label ?? node.id}</span>;
    case 'group':
      return <span className="mention">{node.label}</span>;
    case 'broadcast':
      return <span className="mention mention-me">@{node.range}</span>;
    case 'date':
      return <SlackDate node={node} first={first} />;
  }
}

function renderInlines(nodes: readonly Inline[]) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never reorders
  return nodes.map((node, index) => <InlineNode key={index} node={node} first={index === 0} />);
}

function ParagraphView({ paragraph }: { paragraph: Paragraph }) {
  switch (paragraph.type) {
    case 'lines':
      return <Fragment>{renderInlines(paragraph.children)}</Fragment>;
    case 'quote':
      return <blockquote>{renderInlines(paragraph.children)}</blockquote>;
    case 'preformatted':
      return <pre>{paragraph.text}</pre>;
  }
}

/** Slack's mrkdwn as elements. */
export function Mrkdwn({ text }: { text: string }) {
  const paragraphs = useMemo(() => parseMrkdwn(text), [text]);
  return (
    <div className="mrkdwn">
      {paragraphs.map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parsed text never reorders
        <ParagraphView key={index} paragraph={paragraph} />
      ))}
    </div>
  );
}
