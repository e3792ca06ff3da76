import { DATA_CLASSIFICATION_TAG } from '../../../core/naming';
import { RenderedResource } from '../../../core/rendered-resources';
import { DataClassification } from '../../data';
import { classesOf } from '../private/classes-of-data';
import { itemsOf, propertyAt } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const PLAN = 'AWS::Backup::BackupPlan';
const SELECTION = 'AWS::Backup::BackupSelection';

/** Types that AWS Backup finds by their tags. */
const BACKED_UP = [
  'AWS::DocDB::DBCluster', 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::EC2::Volume', 'AWS::EFS::FileSystem', 'AWS::FSx::FileSystem',
  'AWS::Neptune::DBCluster', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::Redshift::Cluster', 'AWS::S3::Bucket', 'AWS::Timestream::Table',
];

/**
 * An app need not have plans: an organization or another app of the account may make the backups. Where it has some by the class of data,
 * none is forgotten, and each keeps them for as long as the class says.
 */
export const DATA_CLASS_BACKUP: RuleDefinition = {
  id: 'data-class-backup',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'Where an app makes backups by the class of data, it does so for each of its classes, for as long as the class says',
  remedy: 'give BackupByClass all classes of the app, and let it say how long',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
  cfnTypes: [...BACKED_UP, PLAN],
  problems: (resource, world) => resource.cfnType === PLAN ? shortnessOf(resource, world) : forgotten(resource, world),
};

interface Selected {
  readonly selection: RenderedResource;
  readonly className: string;
}

/** The classes that selections of AWS Backup ask for. */
const selectedBy = (world: RenderedWorld): readonly Selected[] => world.remember('data-class-backup', () => world.withTypes([SELECTION])
  .flatMap(selection => itemsOf(propertyAt(selection.properties, 'BackupSelection.ListOfTags'))
    .filter(({ ConditionKey }) => ConditionKey === DATA_CLASSIFICATION_TAG)
    .map(({ ConditionValue }) => ({ selection, className: String(ConditionValue) }))));

function forgotten(resource: RenderedResource, world: RenderedWorld): string[] {
  const selected = selectedBy(world).map(({ className }) => className);
  return selected.length === 0 ? [] : classesOf(resource)
    .filter(({ className, backupRetention }) => backupRetention && !selected.includes(className))
    .map(({ className, backupRetention }) => `data of class "${className}" must be backed up for ${backupRetention!.toDays()} days, `
      + `got backups of ${JSON.stringify([...new Set(selected)])} alone`);
}

function shortnessOf(plan: RenderedResource, world: RenderedWorld): string[] {
  const classes = selectedBy(world).filter(({ selection }) => isNamedBy(plan, propertyAt(selection.properties, 'BackupPlanId')))
    .map(({ className }) => DataClassification._named(plan.construct, className));
  const days = itemsOf(propertyAt(plan.properties, 'BackupPlan.BackupPlanRule')).map(rule => propertyAt(rule, 'Lifecycle.DeleteAfterDays'));
  const isKept = (wanted: number) => days.some(one => one === undefined || Number(one) >= wanted);
  return classes.filter(one => one?.backupRetention && !isKept(one.backupRetention.toDays())).map(one =>
    `'BackupPlan.BackupPlanRule' must keep backups of class "${one!.className}" for ${one!.backupRetention!.toDays()} days, got ${JSON.stringify(days)}`);
}
