import { type ComponentType, useState } from 'react';
import { PanelFrame } from '../shell/panel-frame.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { Calls } from './calls.tsx';
import { Queues } from './queues.tsx';

const PARTS = ['calls', 'queue', 'audit'] as const;
type Part = (typeof PARTS)[number];
const LABELS: Readonly<Record<Part, string>> = { calls: 'Calls', queue: 'Queue', audit: 'Audit trail' };
const VIEWS: Readonly<Record<Part, ComponentType>> = { calls: Calls, queue: Queues, audit: AuditTrail };

/** What goes on behind what people see, for a developer to learn from. */
export function Hood({ onClose }: { onClose(): void }) {
  const [part, setPart] = useState<Part>('calls');
  const View = VIEWS[part];
  return (
    <PanelFrame title="Under the hood" onClose={onClose}>
      <div className="tabs">
        {PARTS.map((one) => (
          <button
            key={one}
            type="button"
            className="tab"
            aria-current={one === part ? 'true' : undefined}
            onClick={() => setPart(one)}
          >
            {LABELS[one]}
          </button>
        ))}
      </div>
      <View />
    </PanelFrame>
  );
}
