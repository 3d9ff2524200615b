import type { PageState } from '../protocol/state.ts';
import type { Person } from '../slack/state/person.ts';
import { listConversations } from './conversations.ts';
import type { Parts } from './parts.ts';
import { showConversation } from './show-conversation.ts';
import { showPerson } from './show-person.ts';
import { showView } from './show-view.ts';

const ID = /\b[UW][A-Z0-9]{4,20}\b/g;

/** The names of those who are mentioned anywhere in what is shown. */
function namesIn({ people, slack, appName }: Parts, shown: unknown): Record<string, string> {
  const ids = new Set(JSON.stringify(shown).match(ID) ?? []);
  const names = [...ids].flatMap((id): [string, string][] => {
    const name = id === slack.team.botUserId ? appName : people.find(id)?.real_name;
    return name === undefined ? [] : [[id, name]];
  });
  return Object.fromEntries(names);
}

function showModals({ slack }: Parts, user: string) {
  const { modals, modalErrors } = slack.lookAt(user);
  return modals.map((view, index) => showView(view, index === modals.length - 1 ? modalErrors : {}));
}

interface Asked {
  /** `app` for the direct messages with the app. */
  conversation: string | null;
  limit: number;
}

/** Everything that a person sees now. */
export function buildPageState(parts: Parts, person: Person, { conversation: asked, limit }: Asked): PageState {
  const { slack, mailbox, directories, clock, trouble, appName, commands } = parts;
  const conversations = listConversations(parts, person);
  const open = conversations.find(({ type, id }) => (asked === 'app' ? type === 'app' : id === asked));
  const conversation = open === undefined ? null : showConversation(parts, person.id, open.id, limit);
  const modals = showModals(parts, person.id);
  const { home } = slack.lookAt(person.id);
  return {
    workspace: { id: slack.team.teamId, name: slack.team.name, appName, botUserId: slack.team.botUserId },
    now: clock.now().toISOString(),
    me: showPerson(parts, person),
    directories: directories.cards,
    conversations,
    conversation,
    modals,
    home: home === null ? null : showView(home),
    names: namesIn(parts, [conversation, modals, home]),
    commands: [...commands],
    trouble: trouble.now,
    mail: {
      mine: person.email === null ? 0 : mailbox.list(person.email).length,
      all: mailbox.list().length,
    },
  };
}
