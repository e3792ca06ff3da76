import { synthesise } from '../synth';
import { OF_ACCESS_AND_NETWORKS } from './all-mutations';
import { refuses } from './refuses';

refuses(synthesise(), OF_ACCESS_AND_NETWORKS);
