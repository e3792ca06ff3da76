import { RemovalPolicy } from 'aws-cdk-lib';
import { BillingMode, TableEncryption, TableEncryptionV2, TableProps, TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { KeyChoice } from '../key-choice';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/** Every second of the last 35 days can be had again. */
const RECOVERY = { pointInTimeRecoveryEnabled: true };

/** What tables of both generations have in common. */
type RecoverableProps = Pick<TableProps, 'pointInTimeRecovery' | 'pointInTimeRecoverySpecification' | 'deletionProtection' | 'removalPolicy'>;

const kept = ({ pointInTimeRecovery, pointInTimeRecoverySpecification, deletionProtection, removalPolicy }: RecoverableProps) => ({
  pointInTimeRecoverySpecification: pointInTimeRecoverySpecification ?? (pointInTimeRecovery === undefined ? RECOVERY : undefined),
  deletionProtection: deletionProtection ?? true,
  removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
});

/** Props of a table with what was left out filled in: encryption by the class of its data, recovery, protection from deletion. */
export const securedTableProps = (scope: Construct, id: string, props: TableProps, classification = classOf(scope)): TableProps =>
  ({ ...props, ...kept(props), ...encryptionOf(scope, id, props, classification) });

function encryptionOf(scope: Construct, id: string, props: TableProps, classification: DataClassification): Partial<TableProps> {
  if ((props.encryption ?? TableEncryption.CUSTOMER_MANAGED) !== TableEncryption.CUSTOMER_MANAGED || props.encryptionKey) {
    return {};
  }
  const key = keyOfClass(scope, id, classification);
  return key ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key } : { encryption: TableEncryption.AWS_MANAGED };
}

/** The same for a table of the second generation. One with replicas keeps the key that AWS manages: each needs a key of its region. */
export const securedGlobalTableProps = (
  scope: Construct, id: string, props: TablePropsV2, classification = classOf(scope),
): TablePropsV2 => ({
  ...props,
  ...kept(props),
  encryption: props.encryption ?? encryptionOfGlobal(scope, id, props, classification),
});

function encryptionOfGlobal(
  scope: Construct, id: string, { replicas = [] }: TablePropsV2, classification: DataClassification,
): TableEncryptionV2 {
  const key = replicas.length === 0 ? keyOfClass(scope, id, classification) : undefined;
  return key ? TableEncryptionV2.customerManagedKey(key) : TableEncryptionV2.awsManagedKey();
}

/** A new table takes as many requests as come. */
export const billingOf = ({ billingMode, readCapacity, writeCapacity }: TableProps): BillingMode | undefined =>
  billingMode ?? (readCapacity === undefined && writeCapacity === undefined ? BillingMode.PAY_PER_REQUEST : undefined);

/** What is weaker than the default. */
export const weakerTableProps = (props: TableProps, classification: DataClassification): readonly Weaker[] => [
  { prop: 'deletionProtection', rule: 'not be false', got: props.deletionProtection, isWeaker: props.deletionProtection === false },
  { prop: 'removalPolicy', rule: 'keep the table', got: props.removalPolicy, isWeaker: props.removalPolicy === RemovalPolicy.DESTROY },
  {
    prop: 'pointInTimeRecoverySpecification', rule: 'enable recovery', got: false,
    isWeaker: props.pointInTimeRecovery === false || props.pointInTimeRecoverySpecification?.pointInTimeRecoveryEnabled === false,
  },
  weakerKey('encryptionKey', props.encryptionKey, classification),
  weakerEncryption(props.encryption, classification),
];

function weakerEncryption(got: TableProps['encryption'], { className, keyChoice }: DataClassification): Weaker {
  const mustBeOwn = keyChoice !== KeyChoice.AWS_OWNED;
  return {
    prop: 'encryption', rule: mustBeOwn ? `be CUSTOMER_MANAGED for ${className} data` : 'not be DEFAULT', got,
    isWeaker: got !== undefined && (mustBeOwn ? got !== TableEncryption.CUSTOMER_MANAGED : got === TableEncryption.DEFAULT),
  };
}
