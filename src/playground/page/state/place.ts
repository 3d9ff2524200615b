/** What the main part of the page shows. `app` is the direct message with the app. */
export type Place = { type: 'conversation'; id: string } | { type: 'home' } | { type: 'mail' };

/** Who looks, and where. It stands in the address, so that two windows can be two people. */
export interface Location {
  as: string | null;
  place: Place;
}

export const APP: Place = { type: 'conversation', id: 'app' };

export function parseLocation(hash: string): Location {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const at = params.get('at') ?? 'app';
  const place: Place = at === 'home' || at === 'mail' ? { type: at } : { type: 'conversation', id: at };
  return { as: params.get('as'), place };
}

export function formatLocation({ as, place }: Location): string {
  const params = new URLSearchParams({ at: place.type === 'conversation' ? place.id : place.type });
  if (as !== null) params.set('as', as);
  return `#${params}`;
}

export function isSamePlace(one: Place, other: Place): boolean {
  return formatLocation({ as: null, place: one }) === formatLocation({ as: null, place: other });
}
