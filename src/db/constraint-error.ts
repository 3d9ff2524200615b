const UNIQUE_VIOLATION_CODES: readonly unknown[] = [
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  // PostgreSQL's unique_violation
  '23505',
];

/** Whether a write failed because such a row is there already, on either database. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNIQUE_VIOLATION_CODES.includes(error.code);
}
