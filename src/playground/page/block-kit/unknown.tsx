/** Never nothing: what the page cannot draw says so. */
export function Unknown({ what, value }: { what: string; value: unknown }) {
  return (
    <details className="unknown">
      <summary>The playground cannot draw this yet: {what}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
