import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SectionProps {
  name: 'time' | 'caps' | 'quiet' | 'sending' | 'tests' | 'providers' | 'dictionary';
  about: string;
  children: ReactNode;
}

/** One part of the settings; its name is its address. */
export function Section({ name, about, children }: SectionProps) {
  const { t } = useTranslation('settings');
  return (
    <section id={name} className="tl-card tl-card-body tl-stack">
      <div>
        <h2 className="tl-card-title">{t(`section.${name}`)}</h2>
        <p className="tl-soft">{about}</p>
      </div>
      {children}
    </section>
  );
}
