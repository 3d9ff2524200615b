import { isSafeUrl } from '../../mrkdwn/special.ts';
import { withEmoji } from '../../mrkdwn/with-emoji.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ElementOf, Placed } from '../types.ts';
import { useElement } from '../use-element.ts';

function classOf(style: 'primary' | 'danger' | undefined): string {
  return style === undefined ? 'button' : `button button-${style}`;
}

/** A button, or a link that looks like one and tells the app too. */
export function Button(placed: Placed<ElementOf<'button'>>) {
  const { element } = placed;
  const { press } = useElement(placed);
  const label = withEmoji(element.text.text);
  const props = {
    className: classOf(element.style),
    ...(element.accessibility_label !== undefined && { 'aria-label': element.accessibility_label }),
    onClick: () => press({ type: 'button', ...(element.value !== undefined && { value: element.value }) }),
  };
  if (element.url !== undefined && isSafeUrl(element.url)) {
    return (
      <a {...props} href={element.url} target="_blank" rel="noreferrer noopener">
        {label} <Icon name="out" />
      </a>
    );
  }
  return (
    <button type="button" {...props}>
      {label}
    </button>
  );
}
