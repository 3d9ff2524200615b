import { z } from 'zod';

const KEY = 'muster-playground-tour';

const progressSchema = z.object({
  open: z.boolean(),
  /** The index of the step; behind the last one when all are done. */
  step: z.number().int().min(0),
  /** How it stood at the beginning; `null` until that was read. */
  began: z.object({ sequence: z.number(), missing: z.number() }).nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

export const BEGINNING: Progress = { open: true, step: 0, began: null };

/** Where this browser left the tour. */
export function loadProgress(): Progress {
  try {
    return progressSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return BEGINNING;
  }
}

export function saveProgress(progress: Progress): void {
  localStorage.setItem(KEY, JSON.stringify(progress));
}
