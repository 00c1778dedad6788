import { DAY_MS, type Trial } from './feedTrial.ts';

const RIGHT_TO_LEFT = '\u202e';
/** Names and values that a page, a spreadsheet or a line of text could take for something else. */
export const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://example.test","open")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '"quoted", and\nbroken',
  `${RIGHT_TO_LEFT}gnp.exe`,
  'مجموعة المراقبة',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'l'.repeat(100),
];

/** Ten arms of such names, customers of such values and ids, a goal of such an event. */
export function hostileTrial(startMs: number): Trial {
  const arms = hostileNames.map((name, index) => ({
    id: `arm${index}`,
    name,
    share: 10,
    control: index === 0,
  }));
  return {
    id: 'hostile',
    goals: [{ id: 'cmd', event: '=cmd|calc!A0', within: 'P7D', value: 'worth' }],
    arms,
    plan: { segments: ['tier'], primary: { measure: 'value' } },
    customers: arms.flatMap(({ id: arm }, index) =>
      Array.from({ length: 30 }, (_, n) => ({
        id: `=${arm}-${n}`,
        arm,
        exposedAtMs: startMs + (n % 16) * DAY_MS,
        attributes: { tier: hostileNames[(index + n) % hostileNames.length] ?? '' },
        events: [{ name: '=cmd|calc!A0', afterDays: 1, properties: { worth: n - 20 } }],
      })),
    ),
  };
}
