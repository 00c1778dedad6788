/** A number with what it counts. */
export function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div className="tl-figure">
      <div className="tl-figure-value">{value}</div>
      <div className="tl-figure-label">{label}</div>
      {note !== undefined && <div className="tl-small tl-faint">{note}</div>}
    </div>
  );
}
