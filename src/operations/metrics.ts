import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Numbers only: a metric never carries a name. */
export interface MetricSources {
  countDeliveries(): Promise<readonly { state: string; count: number }[]>;
  countJobs(): Promise<Readonly<Record<string, { waiting: number; active: number; delayed: number }>>>;
  listOrganizations(): Promise<readonly OrganizationNumbers[]>;
}

export interface OrganizationNumbers {
  organizationId: string;
  enforced: boolean;
  counted: number;
  enabled: number;
  unknown: number;
  violations: number;
  /** Seconds since the last complete reading ended; `null` before the first. */
  readingAgeSeconds: number | null;
}

/** The registry behind `/metrics`; the numbers are read when it is scraped. */
export function createMetrics(sources: MetricSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addDeliveries(registry, sources);
  addJobs(registry, sources);
  addOrganizations(registry, sources);
  return registry;
}

function addDeliveries(registry: Registry, sources: MetricSources): void {
  new Gauge({
    name: 'muster_deliveries',
    help: 'Deliveries in the ledger, by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { state, count } of await sources.countDeliveries()) this.set({ state }, count);
    },
  });
}

function addJobs(registry: Registry, sources: MetricSources): void {
  new Gauge({
    name: 'muster_jobs',
    help: 'Jobs in the queues, by queue and state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [queue, counts] of Object.entries(await sources.countJobs())) {
        for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
      }
    },
  });
}

const ORGANIZATION_GAUGES = {
  muster_enforced: ['1 while MFA enforcement is on', (numbers: OrganizationNumbers) => Number(numbers.enforced)],
  muster_members_counted: ['Members who decide readiness', (numbers: OrganizationNumbers) => numbers.counted],
  muster_members_enabled: ['Counted members with MFA', (numbers: OrganizationNumbers) => numbers.enabled],
  muster_members_unknown: [
    'Counted members whose status is unknown',
    (numbers: OrganizationNumbers) => numbers.unknown,
  ],
  muster_violations_open: ['Open violations', (numbers: OrganizationNumbers) => numbers.violations],
  muster_reading_age_seconds: [
    'Seconds since the last complete reading',
    (numbers: OrganizationNumbers) => numbers.readingAgeSeconds,
  ],
} as const;

/** One look for all gauges of one scrape: the first that is collected asks, the others wait for it. */
function addOrganizations(registry: Registry, sources: MetricSources): void {
  let look: Promise<readonly OrganizationNumbers[]> | null = null;
  const lookOnce = () => {
    look ??= sources.listOrganizations().finally(() => {
      look = null;
    });
    return look;
  };
  for (const [name, [help, read]] of Object.entries(ORGANIZATION_GAUGES)) {
    new Gauge({
      name,
      help,
      labelNames: ['organization'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const numbers of await lookOnce()) {
          const value = read(numbers);
          if (value !== null) this.set({ organization: numbers.organizationId }, value);
        }
      },
    });
  }
}
