import { useId } from 'react';
import { Text } from '../text.tsx';
import type { OptionObject } from '../types.ts';

interface ChoiceListProps {
  type: 'radio' | 'checkbox';
  options: readonly OptionObject[];
  chosen: readonly string[];
  aria: Record<string, unknown>;
  onToggle(option: OptionObject, on: boolean): void;
}

/** Options one below the other, each with its description. */
export function ChoiceList({ type, options, chosen, aria, onToggle }: ChoiceListProps) {
  const name = useId();
  return (
    <div className="choices" role={type === 'radio' ? 'radiogroup' : 'group'} {...aria}>
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type={type}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => onToggle(option, event.currentTarget.checked)}
          />
          <span>
            <Text text={option.text} />
            {option.description && (
              <small>
                <Text text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
