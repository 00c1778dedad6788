import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { createEditorPort } from '../../api/editorPort.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useKinds } from '../../api/workspace.ts';
import { registryOf } from '../../nodes/addedKind.ts';
import { usePreferences } from '../../preferences.ts';
import { LeaveGuard } from '../../shell/LeaveGuard.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { useLeaveBlocker } from '../../shell/useLeaveBlocker.ts';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { EditorPage } from '../editor/EditorPage.tsx';

/** The editor of a journey, put into the shell: its data, its address, its title. */
export function JourneyPage() {
  const { journeyId } = useParams({ from: '/journeys/$journeyId' });
  const scheme = usePreferences((state) => state.scheme);
  const navigate = useNavigate();
  const [isSafe, setSafe] = useState(true);
  const blocker = useLeaveBlocker(() => !isSafe);
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
        openParked: (id, node) =>
          void navigate({
            to: '/journeys/$journeyId/parked',
            params: { journeyId: id },
            search: node === undefined ? {} : { node },
          }),
      }),
    [navigate],
  );
  const goBack = useCallback(() => void navigate({ to: '/journeys' }), [navigate]);
  const kinds = useKinds();
  const registry = useMemo(() => kinds.data && registryOf(kinds.data.items), [kinds.data]);
  return (
    <>
      <LeaveGuard blocker={blocker} />
      <Loaded query={kinds}>
        {() => (
          <EditorPage
            key={journeyId}
            journeyId={journeyId}
            port={port}
            scheme={scheme}
            goBack={goBack}
            onSafety={setSafe}
            {...(registry ? { registry } : {})}
          />
        )}
      </Loaded>
    </>
  );
}
