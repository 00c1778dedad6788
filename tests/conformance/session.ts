/** How a suite meets a store: open, reopen as a new life of the program would, end. */
import type { Catalog } from '../../engine/stores/catalog.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import type { Store } from '../../engine/stores/store.ts';

export interface Ports {
  store: Store;
  catalog: Catalog;
  reports: Reports;
}

export interface Session extends Ports {
  /** closes and opens again; what was durable is all that is left */
  reopen(): Promise<void>;
  end(): Promise<void>;
}

/** Promises by their sentence, each with what shows that it is kept. */
export type Contract = { readonly [promise: string]: (session: Session) => Promise<void> };

/** Something that keeps data and can be opened any number of times. */
export interface Keeper {
  open(): Ports & { close(): void };
  end(): void;
}

/** @param isReplaying  reopens before every single call: nothing may live in memory only */
export function startSession(keeper: Keeper, isReplaying: boolean): Session {
  let ports = keeper.open();
  const reopen = () => {
    ports.close();
    ports = keeper.open();
  };
  const watched = <Name extends keyof Ports>(name: Name): Ports[Name] =>
    new Proxy(ports[name], {
      get: (_target, method) => {
        if (isReplaying) reopen();
        return Reflect.get(ports[name], method);
      },
    });
  return {
    store: watched('store'),
    catalog: watched('catalog'),
    reports: watched('reports'),
    reopen: async () => reopen(),
    end: async () => {
      ports.close();
      keeper.end();
    },
  };
}
