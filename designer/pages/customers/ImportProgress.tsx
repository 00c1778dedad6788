import { DownloadOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../shared/api/jobs.ts';
import { sentenceOf } from '../../api/apiFault.ts';
import { errorReportUrl, useImport } from '../../api/imports.ts';
import { useFormat } from '../../format/useFormat.ts';
import { usePreferences } from '../../preferences.ts';
import { Figure } from '../../shell/Figure.tsx';
import { Loaded } from '../../shell/Loaded.tsx';

const headings = { running: 'csv.running', done: 'csv.done', failed: 'csv.failed' } as const;

/** How far an import is, and what was wrong with which rows. */
export function ImportProgress({ jobId }: { jobId: string }) {
  return <Loaded query={useImport(jobId)}>{(job) => <JobCard job={job} />}</Loaded>;
}

function JobCard({ job }: { job: JobView }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const language = usePreferences((state) => state.language);
  const navigate = useNavigate();
  const percent = job.bytesTotal === 0 ? 100 : Math.floor((100 * job.bytesRead) / job.bytesTotal);
  return (
    <section className="tl-card tl-card-body tl-stack" aria-live="polite">
      <h2 className="tl-card-title">{t(headings[job.status])}</h2>
      <Progress
        aria-label={t('csv.title')}
        percent={job.status === 'done' ? 100 : percent}
        status={job.status === 'failed' ? 'exception' : job.status === 'done' ? 'success' : 'active'}
      />
      <div className="tl-figures">
        <Figure label={t('csv.rows')} value={format.number(job.rowsRead)} />
        <Figure label={t('csv.applied')} value={format.number(job.applied)} />
        <Figure label={t('csv.refused')} value={format.number(job.refused)} />
      </div>
      {job.problems.length > 0 && (
        <div>
          <p className="tl-label">{t('csv.firstProblems')}</p>
          <ul>
            {job.problems.map((found) => {
              const sentence = sentenceOf(found, language);
              return <li key={sentence}>{sentence}</li>;
            })}
          </ul>
        </div>
      )}
      {job.status !== 'running' && (
        <div className="tl-row-wrap">
          <Button type="primary" onClick={() => void navigate({ to: '/customers' })}>
            {t('csv.toCustomers')}
          </Button>
          {job.refused > 0 && (
            <Button icon={<DownloadOutlined aria-hidden />} href={errorReportUrl(job.id)} download>
              {t('csv.report')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
