import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import type { Template } from '../../../shared/template.ts';
import type { AudienceDefinition } from '../../../shared/workspace.ts';
import type { LayerClaim } from '../settleTraffic.ts';

/** What a journey may refer to. */
export interface CheckContext {
  registry: NodeRegistry;
  templates: { readonly [id: string]: Template };
  audiences: { readonly [id: string]: AudienceDefinition };
  /** ids of journeys that exist; without them references to journeys are not checked */
  journeys?: readonly string[];
  /** slots of layers that published splits own; without them nobody asks whether a layer has room */
  layerClaims?: readonly LayerClaim[];
  /** a salt for the fix of a split without one; the caller owns chance */
  makeSalt: () => string;
  /**
   * An operator is about to publish: a split must say what it is to teach, and a condition left empty is pointed
   * out. Scenarios, files and programs that embed
   * the engine are held to the language alone, which asks for no plan.
   */
  isForOperator?: boolean;
  /** when given, schedules that are over are reported */
  nowMs?: number;
  timeZone?: string;
}
