import { z } from 'zod';

export const readMarksSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Up to which message everybody has read each conversation. */
export class ReadMarks {
  #marks: z.infer<typeof readMarksSchema> = {};

  /** The `ts` of the last message that this person read, or `''`. */
  get(user: string, channel: string): string {
    return this.#marks[user]?.[channel] ?? '';
  }

  set(user: string, channel: string, ts: string): void {
    this.#marks[user] = { ...this.#marks[user], [channel]: ts };
  }

  snapshot(): z.infer<typeof readMarksSchema> {
    return this.#marks;
  }

  restore(marks: z.infer<typeof readMarksSchema>): void {
    this.#marks = marks;
  }
}
