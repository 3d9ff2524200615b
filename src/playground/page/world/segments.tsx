interface SegmentsProps<Value extends string> {
  legend: string;
  /** Unique on the page. */
  name: string;
  choices: readonly { value: Value; label: string }[];
  /** One that is not among the choices is none of them. */
  value: string;
  onChoose(value: Value): void;
}

/** One of a few, as buttons in a row. */
export function Segments<Value extends string>({ legend, name, choices, value, onChoose }: SegmentsProps<Value>) {
  return (
    <fieldset className="segments">
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="segment">
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChoose(choice.value)} />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
