import { synthesise } from '../synth';
import { OF_THE_BASELINE } from './all-mutations';
import { refuses } from './refuses';

/** Without what the whole example adds: each change deploys all that stands before it. */
refuses(synthesise({ access: undefined, network: undefined }), OF_THE_BASELINE);
