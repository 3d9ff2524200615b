/** `1 person`, `12 people`. */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** `1 member`, `12 members`. */
export function members(count: number): string {
  return count === 1 ? '1 member' : `${count} members`;
}

/** `reminder`, `reminders`. */
export function plural(count: number, singular: string): string {
  return count === 1 ? `1 ${singular}` : `${count} ${singular}s`;
}
