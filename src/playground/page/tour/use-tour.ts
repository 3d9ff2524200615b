import { useCallback, useEffect, useState } from 'react';
import { type TourFacts, tourFactsSchema } from '../../protocol/tour.ts';
import { getJson } from '../api/request.ts';
import { useLive } from '../state/live.ts';
import { useSession } from '../state/session.ts';
import { BEGINNING, loadProgress, type Progress, saveProgress } from './progress.ts';
import { type Seen, STEPS, type Step } from './steps.ts';

export interface Tour {
  progress: Progress;
  /** `null` behind the last one. */
  step: Step | null;
  facts: TourFacts | null;
  setOpen(open: boolean): void;
  skip(): void;
  beginAgain(): void;
}

function useFacts(wanted: boolean): TourFacts | null {
  const [facts, setFacts] = useState<TourFacts | null>(null);
  const load = useCallback(() => {
    // What fails once is asked for again when something happens.
    if (wanted) void getJson(tourFactsSchema, '/api/tour').then(setFacts, () => {});
  }, [wanted]);
  useEffect(load, [load]);
  useLive('state', load);
  return facts;
}

function eventsSince({ events }: TourFacts, sequence: number): Seen['events'] {
  return new Set(events.filter((event) => event.sequence > sequence).map(({ type }) => type));
}

/** The guided tour: where it stands. It goes on by what really happened, whoever did it and where. */
export function useTour(): Tour {
  const { state, location } = useSession();
  const [progress, setProgress] = useState(loadProgress);
  const step = STEPS[progress.step] ?? null;
  const facts = useFacts(progress.open && step !== null);
  const { began } = progress;
  const seen: Seen | null = facts &&
    began && {
      facts,
      events: eventsSince(facts, began.sequence),
      missingAtFirst: began.missing,
      state,
      place: location.place,
    };
  const isDone = progress.open && seen !== null && step?.isDone(seen) === true;

  useEffect(() => saveProgress(progress), [progress]);
  useEffect(() => {
    if (facts === null || began !== null) return;
    setProgress((now) => ({ ...now, began: { sequence: facts.sequence, missing: facts.missingCount } }));
  }, [facts, began]);
  useEffect(() => {
    if (isDone) setProgress((now) => ({ ...now, step: now.step + 1 }));
  }, [isDone]);

  return {
    progress,
    step,
    facts,
    setOpen: (open) => setProgress((now) => ({ ...now, open })),
    skip: () => setProgress((now) => ({ ...now, step: now.step + 1 })),
    beginAgain: () => setProgress(BEGINNING),
  };
}
