/** A short message as it stands on a phone. */
export function PhoneBubble({ subject, body }: { subject: string | null; body: string }) {
  return (
    <div className="tl-bubble">
      {subject !== null && <strong>{subject}</strong>}
      {body}
    </div>
  );
}
