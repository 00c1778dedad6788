import { enrollmentId } from '../../../core/records.ts';

/** How the text that eventValues writes for a send key begins, up to the first that differs. */
function keyText(start: string): string {
  return `"key":${JSON.stringify(start).slice(0, -1)}`;
}

/**
 * Tells whether the properties of a receipt, as eventValues wrote them, carry a send key of an enrollment.
 * Reading the JSON would take far longer; most keys are found where the last one was.
 */
export function ownReceipts(
  journeyId: string,
): (properties: string, enrollment: { profileId: string; ordinal: number }) => boolean {
  const beforeProfile = keyText(`${journeyId}/`);
  let lastAt = 0;
  let lastOrdinal = 0;
  let afterProfile = '';
  return (properties, { profileId, ordinal }) => {
    if (ordinal !== lastOrdinal) {
      lastOrdinal = ordinal;
      afterProfile = `/${ordinal}/`;
    }
    if (!properties.startsWith(beforeProfile, lastAt)) lastAt = properties.indexOf(beforeProfile);
    if (lastAt < 0) {
      lastAt = 0;
      return false;
    }
    const profileAt = lastAt + beforeProfile.length;
    if (properties.startsWith(profileId, profileAt)) {
      const isPlain = !profileId.includes('"') && !profileId.includes('\\');
      if (isPlain && properties.startsWith(afterProfile, profileAt + profileId.length)) return true;
    }
    return properties.includes(keyText(`${enrollmentId({ journeyId, profileId, ordinal })}/`));
  };
}
