import type { Suggestion } from './usage.ts';

interface SuggestionListProps {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  onChoose(suggestion: Suggestion): void;
}

/** What could be typed next, above the message box. The focus stays in the box. */
export function SuggestionList({ id, suggestions, active, onChoose }: SuggestionListProps) {
  return (
    <div className="suggestions" id={id} role="listbox" aria-label="Suggestions">
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the message box has the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the message box
        <div
          key={suggestion.label + suggestion.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="suggestion"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          <span>{suggestion.label}</span>
          {suggestion.detail !== null && <small>{suggestion.detail}</small>}
        </div>
      ))}
    </div>
  );
}
