import { useTranslation } from 'react-i18next';
import { ApiFault, NO_ANSWER, sentencesOf, WRONG_ANSWER } from '../api/apiFault.ts';
import { usePreferences } from '../preferences.ts';

/** Turns whatever a request threw into sentences a person can act on. */
export function useFaultWords(): (error: unknown) => string[] {
  const { t } = useTranslation('shell');
  const language = usePreferences((state) => state.language);
  return (error) => {
    const sentences = sentencesOf(error, language);
    if (sentences.length > 0) return sentences;
    const status = error instanceof ApiFault ? error.status : WRONG_ANSWER;
    if (status === NO_ANSWER) return [t('fault.offline')];
    if (status === WRONG_ANSWER) return [t('fault.shape')];
    return [t('fault.server', { status })];
  };
}
