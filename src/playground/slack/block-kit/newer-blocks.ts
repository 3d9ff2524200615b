import { z } from 'zod';
import { button, imageElement } from './elements.ts';
import { LIMITS } from './limits.ts';
import { anyText, blockId, chars, items, plainText } from './primitives.ts';

const loose = z.looseObject({ type: z.string() });

const cardShape = {
  block_id: blockId,
  title: anyText(LIMITS.cardTitle).optional(),
  subtitle: anyText(LIMITS.cardTitle).optional(),
  body: anyText(LIMITS.cardBody).optional(),
  subtext: anyText(LIMITS.cardBody).optional(),
  actions: items(button, LIMITS.cardActions).optional(),
  hero_image: imageElement.optional(),
};
const card = z.looseObject({ type: z.literal('card'), ...cardShape });

const cell = z.looseObject({ type: z.string() });

/** Blocks of 2025 and 2026 whose inner shapes are still moving: sizes are checked, further keys are let through. */
export const newerBlocks = [
  card,
  z.looseObject({ type: z.literal('carousel'), block_id: blockId, elements: items(card, LIMITS.carouselElements) }),
  z.looseObject({ type: z.literal('alert'), block_id: blockId, text: anyText(LIMITS.alertText) }),
  z.looseObject({
    type: z.literal('container'),
    block_id: blockId,
    title: plainText(LIMITS.containerTitle),
    subtitle: anyText(LIMITS.containerTitle).optional(),
    child_blocks: items(loose, LIMITS.containerBlocks),
  }),
  z.looseObject({
    type: z.literal('context_actions'),
    block_id: blockId,
    elements: items(loose, LIMITS.contextActionsElements),
  }),
  z.looseObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: items(items(cell, LIMITS.tableCells), LIMITS.tableRows),
  }),
  z.looseObject({
    type: z.literal('data_table'),
    block_id: blockId,
    rows: items(items(cell, LIMITS.tableCells), LIMITS.dataTableRows, 2),
  }),
  z.looseObject({
    type: z.literal('data_visualization'),
    block_id: blockId,
    title: chars(LIMITS.chartTitle),
    chart: z.looseObject({
      type: z.enum(['pie', 'bar', 'line', 'area']),
      segments: items(z.unknown(), LIMITS.chartItems).optional(),
      series: items(z.unknown(), LIMITS.chartItems).optional(),
    }),
  }),
  z.looseObject({ type: z.literal('plan'), block_id: blockId, title: z.string(), tasks: z.array(z.unknown()) }),
  z.looseObject({ type: z.literal('task_card'), block_id: blockId, task_id: z.string(), title: z.string() }),
] as const;
