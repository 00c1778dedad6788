import type { Settings } from '../../../shared/api/workspace.ts';

/** What every section of the settings is given: the draft, and how to change a part of it. */
export interface SettingsSectionProps {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}
