import type { z } from 'zod';
import type { messageBlock } from '../../slack/block-kit/blocks.ts';

export type Block = z.infer<typeof messageBlock>;
export type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

export type TextObject = NonNullable<BlockOf<'section'>['text']>;
export type ActionElement = BlockOf<'actions'>['elements'][number];
export type Accessory = NonNullable<BlockOf<'section'>['accessory']>;
export type InputElement = BlockOf<'input'>['element'];
export type AnyElement = ActionElement | Accessory | InputElement;
export type ElementOf<Type extends AnyElement['type']> = Extract<AnyElement, { type: Type }>;

export type ConfirmObject = NonNullable<ElementOf<'button'>['confirm']>;
export type OptionObject = ElementOf<'checkboxes'>['options'][number];

/** An element and the block in which it stands: every element component takes this. */
export interface Placed<Element> {
  element: Element;
  blockId: string;
  /** In an input block nothing is sent before the submission, unless the app asked for it. */
  inInput?: boolean;
  /** Ids of what labels and describes it. */
  labelledBy?: string;
  describedBy?: string;
  invalid?: boolean;
}
