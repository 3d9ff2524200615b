import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useSession } from '../state/session.ts';
import { SuggestionList } from './suggestion-list.tsx';
import type { Suggestion } from './usage.ts';
import { useSuggestions } from './use-suggestions.ts';

/** The message box. Enter sends; Tab, or Enter on a suggestion that was walked to, completes. */
export function Composer({ channel, title }: { channel: string; title: string }) {
  const { state, act } = useSession();
  const { typed, type, suggestions } = useSuggestions(state.commands);
  const [active, setActive] = useState(-1);
  const [closed, setClosed] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const isOpen = suggestions.length > 0 && !closed;

  function edit(text: string) {
    type(text);
    setActive(-1);
    setClosed(false);
  }

  function choose({ insert }: Suggestion) {
    edit(insert);
    box.current?.focus();
  }

  async function send() {
    const text = typed.trim();
    if (text === '') return;
    edit('');
    if ((await act({ type: 'send', channel, text })) === null) edit(text);
  }

  function walk(step: number) {
    const count = suggestions.length;
    setActive((now) => (now < 0 ? (step > 0 ? 0 : count - 1) : (now + step + count) % count));
  }

  function onKeyDown(event: KeyboardEvent) {
    const chosen = suggestions[active] ?? (event.key === 'Tab' && !event.shiftKey ? suggestions[0] : undefined);
    if (isOpen && event.key === 'ArrowDown') walk(1);
    else if (isOpen && event.key === 'ArrowUp') walk(-1);
    else if (isOpen && event.key === 'Escape') setClosed(true);
    else if (isOpen && chosen && (event.key === 'Enter' || event.key === 'Tab')) choose(chosen);
    else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) void send();
    else return;
    event.preventDefault();
  }

  return (
    <div className="composer">
      {isOpen && <SuggestionList id={id} suggestions={suggestions} active={active} onChoose={choose} />}
      <div className="composer-box">
        <textarea
          ref={box}
          rows={1}
          value={typed}
          placeholder={`Message ${title}, or type /`}
          role="combobox"
          aria-label={`Message ${title}`}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          spellCheck={false}
          onChange={(event) => edit(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="button button-primary"
          disabled={typed.trim() === ''}
          onClick={() => void send()}
        >
          Send
        </button>
      </div>
    </div>
  );
}
