import { isSafeUrl } from '../mrkdwn/special.ts';
import { Text } from './text.tsx';
import type { BlockOf } from './types.ts';

interface ImageSource {
  image_url?: string | undefined;
  alt_text: string;
}

/** Nothing is loaded from the internet: an image is its description, and a link to look at it. */
export function BlockImage({ image }: { image: ImageSource }) {
  const { image_url: url, alt_text: description } = image;
  if (url?.startsWith('data:image/')) return <img className="block-image" src={url} alt={description} />;
  if (url === undefined || !isSafeUrl(url)) return <span className="image-stand-in">{description}</span>;
  return (
    <a className="image-stand-in" href={url} target="_blank" rel="noreferrer noopener">
      Picture: {description}
    </a>
  );
}

export function ImageBlock({ block }: { block: BlockOf<'image'> }) {
  return (
    <figure className="block-figure">
      {block.title && (
        <figcaption>
          <Text text={block.title} />
        </figcaption>
      )}
      <BlockImage image={block} />
    </figure>
  );
}
