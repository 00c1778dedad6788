import { useBlocker } from '@tanstack/react-router';

/** Asks before unsaved changes are left, inside the designer and with the page; by itself the router asks at each reload. */
export function useLeaveBlocker(isUnsaved: () => boolean) {
  return useBlocker({ shouldBlockFn: isUnsaved, enableBeforeUnload: isUnsaved, withResolver: true });
}
