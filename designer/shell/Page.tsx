import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePageTitle } from './usePageTitle.ts';

interface PageProps {
  title: string;
  /** shown beside the title: state, version */
  badge?: ReactNode;
  about?: ReactNode;
  back?: { to: NonNullable<LinkProps['to']>; params?: LinkProps['params']; words: string };
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: its title (also the browser's), what it is for, what can be done, its content. */
export function Page({ title, badge, about, back, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className="tl-page">
      <div className="tl-page-header">
        <div className="tl-grow">
          {back && (
            <Link
              to={back.to}
              {...(back.params === undefined ? {} : { params: back.params })}
              className="tl-page-back"
            >
              <ArrowLeftOutlined aria-hidden /> {back.words}
            </Link>
          )}
          <div className="tl-row-wrap">
            <h1>{title}</h1>
            {badge}
          </div>
          {about && <p>{about}</p>}
        </div>
        {actions && <div className="tl-page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
