import { useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { createEditorPort } from '../../api/editorPort.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { usePreferences } from '../../preferences.ts';
import { LeaveGuard } from '../../shell/LeaveGuard.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { EditorPage } from '../editor/EditorPage.tsx';

/** The editor of a journey, put into the shell: its data, its address, its title. */
export function JourneyPage() {
  const { journeyId } = useParams({ from: '/journeys/$journeyId' });
  const scheme = usePreferences((state) => state.scheme);
  const navigate = useNavigate();
  const [isSafe, setSafe] = useState(true);
  const blocker = useBlocker({ shouldBlockFn: () => !isSafe, withResolver: true });
  usePageTitle(useJourneyNames()(journeyId));
  const port = useMemo(
    () =>
      createEditorPort({
        openJourney: (id) =>
          void navigate({
            to: '/journeys/$journeyId',
            params: { journeyId: id },
            // a copy was made because this draft cannot be saved: there is nothing to ask
            ignoreBlocker: true,
          }),
      }),
    [navigate],
  );
  const goBack = useCallback(() => void navigate({ to: '/journeys' }), [navigate]);
  return (
    <>
      <LeaveGuard blocker={blocker} />
      <EditorPage
        key={journeyId}
        journeyId={journeyId}
        port={port}
        scheme={scheme}
        goBack={goBack}
        onSafety={setSafe}
      />
    </>
  );
}
