/** `2026-03-29T09:00`, as a date-time input wants it, for a moment seen in a time zone. */
export function toLocalInput(seconds: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(seconds * 1000)).replace(' ', 'T');
}

/** The moment of a local time. Twice, because the first guess may stand on the other side of a change of offset. */
export function fromLocalInput(local: string, timeZone: string): number {
  const wanted = Date.parse(`${local}Z`) / 1000;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    guess += wanted - Date.parse(`${toLocalInput(guess, timeZone)}Z`) / 1000;
  }
  return guess;
}
