import { Avatar } from '../people/avatar.tsx';
import { isLocked, MfaBadge } from '../people/badges.tsx';
import { describeLocalTime, MFA_LABELS, ROLE_LABELS } from '../people/labels.ts';
import { PeopleMenu } from '../people/people-menu.tsx';
import { useSession } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';

/** Who you are now, and everybody else you can be. */
export function PersonSwitch() {
  const { state, go } = useSession();
  const { me, now } = state;
  const role = ROLE_LABELS[me.role];
  const wide = [role, me.timeZone && describeLocalTime(new Date(now), me.timeZone)].filter(Boolean).join(' · ');
  return (
    <PeopleMenu
      label="Switch person"
      className="person-switch"
      current={me.id}
      trigger={
        <>
          <Avatar id={me.id} name={me.name} size="small" />
          <span className="person-switch-text">
            <span className="person-switch-name">
              <span className="visually-hidden">You are </span>
              {me.name}
            </span>
            <span className="person-switch-detail person-switch-wide">{wide}</span>
            <span className="person-switch-detail person-switch-narrow">
              {isLocked(me) ? 'Locked' : MFA_LABELS[me.mfa]} · {role}
            </span>
          </span>
          <MfaBadge person={me} />
          <Icon name="down" />
        </>
      }
      onSelect={(person) => go({ as: person.id })}
    />
  );
}
