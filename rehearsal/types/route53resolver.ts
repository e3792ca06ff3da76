import { Operation, ResourceType } from '../aws/contract';
import { NetworkPart } from '../aws/services/networks';
import { parseArn } from '../aws/arn';
import { partType, PartProps } from './ec2';
import { given, permissions } from './permission';

/** The service's calls behind a type. */
interface ResolverCalls {
  readonly read: string;
  readonly create: readonly string[];
  readonly update?: readonly string[];
  readonly delete: readonly string[];
}

type ResolverPart<T extends NetworkPart> = Omit<PartProps<T>, 'actions' | 'attributes'> & {
  readonly calls: ResolverCalls;
  attributes?(part: T, operation: Operation): Readonly<Record<string, unknown>>;
};

export const resolverState = ({ world }: Operation) => world.state.resolver;

/** ARN of something of Route 53 Resolver. */
export const resolverArn = ({ partition, accountId, region }: Operation, type: string, id: string) =>
  `arn:${partition}:route53resolver:${region}:${accountId}:${type}/${id}`;

/** A type of Route 53 Resolver: kept as parts of networks are, with calls of another service. */
export function resolverType<T extends NetworkPart>(props: ResolverPart<T>): ResourceType {
  const { calls, arnType } = props;
  const base = partType<T>({
    ...props,
    actions: { describe: 'ec2:DescribeVpcs', create: [], delete: [] },
    attributes: (part, operation) => ({
      Id: part.id, Arn: resolverArn(operation, arnType, part.id), ...props.attributes?.(part, operation),
    }),
  });
  const on = (operation: Operation) => resolverArn(operation, arnType, parseArn(operation.physicalId ?? '')?.resource ?? operation.physicalId ?? '*');
  const listed = (names: readonly string[]) => names.map(name => name.includes(':') ? name : `route53resolver:${name}`);
  const named = (names: readonly string[]) => permissions(listed(names).filter(action => !action.startsWith('ec2:')), on);
  const described = (names: readonly string[]) => permissions(listed(names).filter(action => action.startsWith('ec2:')));
  return {
    ...base,
    permissions: {
      create: [...named([...calls.create, calls.read]), ...described(calls.create), ...permissions(['route53resolver:TagResource'], on, { when: given('Tags') })],
      update: [
        ...named([...calls.update ?? [], calls.read]),
        ...permissions(['route53resolver:TagResource', 'route53resolver:UntagResource'], on, { when: given('Tags') }),
      ],
      delete: named([...calls.delete, calls.read]),
    },
  };
}
