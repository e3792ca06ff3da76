import { Rehearsal, rehearse, RehearsalOptions } from '../../rehearsal';
import { exampleOf } from './example-apps';

/** What exists already where an example goes; the others go into an account with nothing in it. */
const WORLDS: Readonly<Record<string, RehearsalOptions['world']>> = {
  guardrails: {
    organizationId: 'o-a1b2c3d4e5',
    rootId: 'r-a1b2',
    organizationalUnits: [
      { id: 'ou-a1b2-11111111', name: 'Staging', parentId: 'r-a1b2' },
      { id: 'ou-a1b2-22222222', name: 'Workloads', parentId: 'r-a1b2' },
    ],
    accounts: [{ id: '222222222222', name: 'production', email: 'production@example.com', parentId: 'ou-a1b2-22222222' }],
  },
};

/** Rehearses an example on its own, as `npx landing-zone rehearse` does: each phase, with a fault in each stack. */
export const rehearsalOf = (name: string): Promise<Rehearsal> => rehearse(exampleOf(name), { world: WORLDS[name] });
