export function NewAudiencePage() {
  return null;
}
export function AudiencePage() {
  return null;
}
