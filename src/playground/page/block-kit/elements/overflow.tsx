import { isSafeUrl } from '../../mrkdwn/special.ts';
import { withEmoji } from '../../mrkdwn/with-emoji.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { ElementOf, Placed } from '../types.ts';
import { useElement } from '../use-element.ts';

/** The three dots. */
export function Overflow(placed: Placed<ElementOf<'overflow'>>) {
  const { press } = useElement(placed);
  return (
    <Menu label="More actions" trigger={<Icon name="more" />} className="button button-icon">
      {placed.element.options.map((option) => (
        <MenuItem
          key={option.value}
          label={withEmoji(option.text.text)}
          detail={option.description?.text}
          onSelect={() => {
            press({ type: 'overflow', selected_option: option });
            if (option.url !== undefined && isSafeUrl(option.url)) window.open(option.url, '_blank', 'noopener');
          }}
        />
      ))}
    </Menu>
  );
}
