export function NewTemplatePage() {
  return null;
}
export function TemplatePage() {
  return null;
}
