import { LandingZonePreset } from '../../../lib';
import { synthesise } from '../synth';
import { OF_ACCESS_AND_NETWORKS } from './all-mutations';
import { refuses } from './refuses';

/** With the services that cost least: each change deploys all that stands before it. */
refuses(synthesise({ preset: LandingZonePreset.ESSENTIAL }), OF_ACCESS_AND_NETWORKS);
