import { useTranslation } from 'react-i18next';
import { partId } from './Part.tsx';
import { useSplitView } from './splitView.ts';

/** The ten parts, to jump to. */
export function Contents({ isShown }: { isShown: boolean }) {
  const { t: verdict } = useTranslation('verdict');
  const { t: trust } = useTranslation('trust');
  const { t: effect } = useTranslation('effect');
  const { t: outcome } = useTranslation('outcome');
  const { t: decision } = useTranslation('decision');
  const { analysis } = useSplitView();
  const titles = [
    verdict('title'),
    trust('title'),
    effect('title'),
    effect('time.title'),
    outcome('goals.title'),
    outcome('money.title'),
    outcome('segments.title'),
    outcome('strata.title'),
    decision('title'),
    decision('audit.title'),
  ];
  const hasPart = (number: number) => {
    if (number < 3 || number > 8) return true;
    if (!isShown) return false;
    if (analysis.startedAt === null) return number === 3;
    return analysis.primary !== null || number === 3 || number === 5;
  };
  return (
    <nav className="tl-contents tl-no-print" aria-label={verdict('contents')}>
      <ol>
        {titles.map((title, index) => (
          <li key={title}>
            {hasPart(index + 1) ? (
              <a
                href={`#${partId(index + 1)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(partId(index + 1))?.scrollIntoView({ behavior: 'smooth' });
                }}
              >
                {title}
              </a>
            ) : (
              <span className="tl-faint">{title}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
