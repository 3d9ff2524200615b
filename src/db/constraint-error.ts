const UNIQUE_VIOLATION_CODES: readonly unknown[] = [
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  // PostgreSQL's unique_violation
  '23505',
];

/** PostgreSQL's deadlock_detected and serialization_failure. */
const ENDED_CODES: readonly unknown[] = ['40P01', '40001'];

/** Whether the database ended a transaction to let others go on: the same again can succeed. */
export function isEndedByDatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ENDED_CODES.includes(error.code);
}

/** Whether a write failed because such a row is there already, on either database. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNIQUE_VIOLATION_CODES.includes(error.code);
}
