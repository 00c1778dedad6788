import { useTranslation } from 'react-i18next';

type ReasonGroup = 'refusal' | 'entryRefusal' | 'end';

/** A code of the language in the page's words; one the product has no word for stays as it is. */
export function useReasonWords(): (group: ReasonGroup, code: string) => string {
  const { i18n } = useTranslation();
  return (group, code) => {
    const said: unknown = i18n.getResource(i18n.language, 'words', `${group}.${code}`);
    return typeof said === 'string' ? said : code;
  };
}
