import { IPropertyInjector } from 'aws-cdk-lib';
import { Table, TableProps, TablePropsV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { injectorOf } from '../../core/property-injection';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
import { refuseWeaker, statedClass } from './private/refusals';
import { billingOf, securedGlobalTableProps, securedTableProps, weakerTableProps } from './private/table-props';

/** Properties of a secure table: those of the CDK's table, and the class of its data. */
export interface SecureTableProps extends TableProps {
  /**
   * How bad it is when its data comes into the wrong hands: the class chooses the key.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A table of Amazon DynamoDB that is encrypted by the class of its data, can be set back to every second of the last 35 days, and is
 * deleted neither by mistake nor with its stack. It takes as many requests as come, unless a capacity is given.
 *
 * It is the CDK's `Table` (`AWS::DynamoDB::Table`), in which most tables are written; a `TableV2` (`AWS::DynamoDB::GlobalTable`), for
 * replicas in other regions, gets the same by `globalDefaults`. One cannot become the other without a new table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/best-practices-security-preventative.html
 */
export class SecureTable extends Table {
  /** Gives the same defaults to every `dynamodb.Table` of a scope, but for how it is paid, by `PropertyInjectors.of(scope).add(…)`. */
  public static defaults(): IPropertyInjector {
    return injectorOf<TableProps>(Table.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedTableProps(scope, id, props));
  }

  /**
   * Gives the same defaults to every `dynamodb.TableV2` of a scope. One with replicas keeps the key that AWS manages, since each replica
   * needs a key of its region.
   */
  public static globalDefaults(): IPropertyInjector {
    return injectorOf<TablePropsV2>(TableV2.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedGlobalTableProps(scope, id, props));
  }

  public constructor(scope: Construct, id: string, props: SecureTableProps) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'dynamodb.Table', weakerTableProps(props, classification));
    super(scope, id, { ...securedTableProps(scope, id, props, classification), billingMode: billingOf(props) });
    props.classification?.applyTo(this);
    PublicPrincipals.refuse(this);
    acknowledgeTable(this);
  }
}

/** What props cannot say: why rules that contradict the design are not kept. */
function acknowledgeTable(table: IConstruct): void {
  acknowledge(table, {
    id: 'NIST.800.53.R5::NIST.800.53.R5-DynamoDBInBackupPlan',
    reason: 'It can be set back to every second of the last 35 days. Plans of AWS Backup select by the tag of the class, which this rule does not see.',
  });
}
