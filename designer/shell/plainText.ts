/** a comparison, `age < 30`, is none */
const MARKUP = /<style[\s\S]*?<\/style>|<\/?[a-z!][^>]*>/gi;

/** What a message says, in a line: only e-mail is marked up, in an SMS every sign counts. */
export function plainText(channel: string | null, text: string): string {
  return (channel === 'email' ? text.replace(MARKUP, ' ') : text).replace(/\s+/g, ' ').trim();
}
