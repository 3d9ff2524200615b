import type { PanelName } from '../shell/panel.ts';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { STEPS, type Where } from './steps.ts';
import type { Tour } from './use-tour.ts';

interface TourCardProps {
  tour: Tour;
  onPanel(panel: PanelName): void;
}

function withCode(text: string) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text have no identity but their place
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

function Dots({ at }: { at: number }) {
  return (
    <span className="tour-dots" aria-hidden="true">
      {STEPS.map(({ title }, index) => (
        <i key={title} data-done={index < at} data-now={index === at} />
      ))}
    </span>
  );
}

function StepButtons({ tour, where, onPanel }: TourCardProps & { where: Where }) {
  const { go } = useSession();
  const person = where.as === undefined ? null : (tour.facts?.[where.as] ?? null);

  function show() {
    if (person !== null || where.place)
      go({ ...(person && { as: person }), ...(where.place && { place: where.place }) });
    if (where.panel) onPanel(where.panel);
  }

  return (
    <div className="tour-buttons">
      <button type="button" className="button tour-show" onClick={show}>
        {where.label}
      </button>
      <button type="button" className="button button-quiet" onClick={tour.skip}>
        Skip step
      </button>
    </div>
  );
}

/** The step that is next, beside the story itself. Nothing takes the focus away: a new step is read out when it comes. */
export function TourCard({ tour, onPanel }: TourCardProps) {
  const { progress, step } = tour;
  const { me } = useSession().state;
  return (
    <section className="tour" aria-label="Guided tour">
      <div className="tour-head">
        <Dots at={progress.step} />
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label="Close the tour"
          onClick={() => tour.setOpen(false)}
        >
          <Icon name="close" />
        </button>
      </div>
      <div role="status">
        <h2>
          <span className="tour-count">
            {step === null ? 'Tour finished' : `Step ${progress.step + 1} of ${STEPS.length}`}
          </span>
          {step === null ? 'That is the whole story' : step.title}
        </h2>
        <p>
          {step === null
            ? 'Now let something go wrong in World, set the clock forward, or look under the hood.'
            : withCode(typeof step.text === 'string' ? step.text : step.text(me))}
        </p>
      </div>
      {step === null ? (
        <div className="tour-buttons">
          <button type="button" className="button tour-show" onClick={tour.beginAgain}>
            Begin again
          </button>
        </div>
      ) : (
        <StepButtons tour={tour} where={step.where} onPanel={onPanel} />
      )}
    </section>
  );
}
