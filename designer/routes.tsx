import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { PageFault } from './shell/PageFault.tsx';
import { Shell } from './shell/Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });
const under = { getParentRoute: () => root };

const home = createRoute({
  ...under,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/journeys', replace: true });
  },
});

const journeys = createRoute({
  ...under,
  path: '/journeys',
  component: lazyRouteComponent(() => import('./pages/journeys/JourneysPage.tsx'), 'JourneysPage'),
});

const journey = createRoute({
  ...under,
  path: '/journeys/$journeyId',
  component: lazyRouteComponent(() => import('./pages/journeys/JourneyPage.tsx'), 'JourneyPage'),
});

const results = createRoute({
  ...under,
  path: '/journeys/$journeyId/results',
  component: lazyRouteComponent(() => import('./pages/results/ResultsPage.tsx'), 'ResultsPage'),
});

const splitResult = createRoute({
  ...under,
  path: '/journeys/$journeyId/results/$node',
  // a run kept earlier; now when there is none
  validateSearch: ({ run }: { run?: unknown }): { run?: string } => (typeof run === 'string' ? { run } : {}),
  component: lazyRouteComponent(() => import('./pages/results/SplitPage.tsx'), 'SplitPage'),
});

const parked = createRoute({
  ...under,
  path: '/journeys/$journeyId/parked',
  validateSearch: ({ node }: { node?: unknown }): { node?: string } =>
    typeof node === 'string' ? { node } : {},
  component: lazyRouteComponent(() => import('./pages/parked/ParkedPage.tsx'), 'ParkedPage'),
});

const experiments = createRoute({
  ...under,
  path: '/experiments',
  component: lazyRouteComponent(() => import('./pages/experiments/ExperimentsPage.tsx'), 'ExperimentsPage'),
});

const portfolio = createRoute({
  ...under,
  path: '/experiments/portfolio',
  component: lazyRouteComponent(() => import('./pages/experiments/PortfolioPage.tsx'), 'PortfolioPage'),
});

const audiences = createRoute({
  ...under,
  path: '/audiences',
  component: lazyRouteComponent(() => import('./pages/audiences/AudiencesPage.tsx'), 'AudiencesPage'),
});

const newAudience = createRoute({
  ...under,
  path: '/audiences/new',
  component: lazyRouteComponent(() => import('./pages/audiences/AudiencePage.tsx'), 'NewAudiencePage'),
});

const audience = createRoute({
  ...under,
  path: '/audiences/$audienceId',
  component: lazyRouteComponent(() => import('./pages/audiences/AudiencePage.tsx'), 'AudiencePage'),
});

const customers = createRoute({
  ...under,
  path: '/customers',
  component: lazyRouteComponent(() => import('./pages/customers/CustomersPage.tsx'), 'CustomersPage'),
});

const importCustomers = createRoute({
  ...under,
  path: '/customers/import',
  component: lazyRouteComponent(() => import('./pages/customers/ImportPage.tsx'), 'ImportPage'),
});

const customer = createRoute({
  ...under,
  path: '/customers/id/$profileId',
  component: lazyRouteComponent(() => import('./pages/customers/CustomerPage.tsx'), 'CustomerPage'),
});

const content = createRoute({
  ...under,
  path: '/content',
  component: lazyRouteComponent(() => import('./pages/content/ContentPage.tsx'), 'ContentPage'),
});

const newTemplate = createRoute({
  ...under,
  path: '/content/new',
  component: lazyRouteComponent(() => import('./pages/content/TemplatePage.tsx'), 'NewTemplatePage'),
});

const template = createRoute({
  ...under,
  path: '/content/$templateId',
  component: lazyRouteComponent(() => import('./pages/content/TemplatePage.tsx'), 'TemplatePage'),
});

const messages = createRoute({
  ...under,
  path: '/messages',
  component: lazyRouteComponent(() => import('./pages/messages/MessagesPage.tsx'), 'MessagesPage'),
});

const settings = createRoute({
  ...under,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
});

const routeTree = root.addChildren([
  home,
  journeys,
  journey,
  results,
  splitResult,
  parked,
  experiments,
  portfolio,
  audiences,
  newAudience,
  audience,
  customers,
  importCustomers,
  customer,
  content,
  newTemplate,
  template,
  messages,
  settings,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFault,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
