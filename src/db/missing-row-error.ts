/** A row that has to be there is not: a bug, or an id from somewhere else. */
class MissingRowError extends Error {
  override readonly name = 'MissingRowError';

  constructor(noun: string, id: string) {
    super(`no ${noun} ${id}`);
  }
}

export function assertFound<T>(row: T | null | undefined, noun: string, id: string): T {
  if (row === null || row === undefined) throw new MissingRowError(noun, id);
  return row;
}
