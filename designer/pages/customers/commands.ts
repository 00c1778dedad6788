/** Lines for the terminal that put something on these pages. */

export function profileCommand(origin: string): string {
  return [
    `curl -X PUT ${origin}/api/v1/profiles/c1 \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"locale":"zh-CN","attributes":{"name":"王伟","balance":12000},`,
    `       "addresses":{"sms":"+8613800000001"},"consent":{"sms":true}}'`,
  ].join('\n');
}

/** A customer's id may hold anything but control characters, so it goes through JSON and past the shell's quote. */
export function eventCommand(origin: string, profileId: string, eventId: string): string {
  const body = { id: eventId, name: 'purchase', profile: profileId, properties: { amount: 120 } };
  return [
    `curl -X POST ${origin}/api/v1/events \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
  ].join('\n');
}
