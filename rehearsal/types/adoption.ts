import { Operation } from '../aws/contract';

/** What to do about something that cannot be created twice: an earlier attempt left it behind, or it was always there. */
export const adoption = ({ stackName, logicalId }: Operation, id: string): string =>
  `adopt what exists: npx cdk import the stack ${stackName}, and answer ${id} for ${logicalId}; or name this id in the configuration`;
