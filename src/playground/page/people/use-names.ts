import { useState } from 'react';
import type { PersonCard } from '../../protocol/person.ts';
import { useReader } from '../state/reader.ts';

/** The names of people in a field: of those who were picked just now, nobody but the field knows yet. */
export function useNames() {
  const { names } = useReader();
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  return {
    nameOf: (id: string) => `@${picked[id] ?? names[id] ?? id}`,
    remember: ({ id, name }: PersonCard) => setPicked((before) => ({ ...before, [id]: name })),
  };
}
