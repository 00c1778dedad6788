import { type ComponentType, createContext, useContext } from 'react';
import type { JsonObject } from '../../../shared/json.ts';
import type { Scope } from './conditionKinds.ts';

export interface ConditionBuilderProps {
  value: JsonObject | undefined;
  change(value: JsonObject): void;
  scope?: Scope;
}

/** Conditions nest through events' `where`; by this the inner builder needs no import of the outer. */
export const NestedBuilder = createContext<ComponentType<ConditionBuilderProps>>(() => null);

export function useNestedBuilder(): ComponentType<ConditionBuilderProps> {
  return useContext(NestedBuilder);
}
