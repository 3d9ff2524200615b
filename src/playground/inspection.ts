/** How a bot shows what it has inside, so that a developer learns from it. Handed in from above the playground. */
export interface Inspection {
  queues: Readonly<Record<string, { waiting: number; active: number; delayed: number }>>;
  /** The newest events of the audit trail, newest first. */
  audit: readonly InspectedEvent[];
}

interface InspectedEvent {
  sequence: number;
  at: Date;
  type: string;
  actor: { type: 'member'; id: string } | { type: 'server' | 'muster' };
  source: string;
  subjectId: string | null;
  before: unknown;
  after: unknown;
  previousHash: string;
  hash: string;
}

export type Inspect = () => Promise<Inspection>;
