import { Duration, Tags } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { DATA_CLASSIFICATION_TAG } from '../../core/naming';
import { KeyChoice } from './key-choice';

const CLASSIFICATION = Symbol.for('cdk-secure-landing-zone.data-classification');

/** What follows from a class of data. */
export interface DataClassificationProps {
  /** Value of the tag `DataClassification`, such as "confidential". */
  readonly className: string;

  /** Which key encrypts it. */
  readonly keyChoice: KeyChoice;

  /** How long versions that were replaced or deleted can be brought back. */
  readonly versionRetention: Duration;

  /**
   * How long backups are kept.
   *
   * @default - no backups are made
   */
  readonly backupRetention?: Duration;

  /** Whether everybody may read it. */
  readonly allowsPublicAccess: boolean;

  /** Whether what holds it may open connections to the whole internet. */
  readonly allowsInternetEgress: boolean;

  /** Whether Amazon Macie looks for sensitive data in its buckets. */
  readonly isDiscovered: boolean;
}

/**
 * How bad it is when data comes into the wrong hands, and what follows from it: the tag `DataClassification`, the key, how long versions
 * and backups are kept, whether Macie looks into it, whether it may be public and whether its holders may reach the internet.
 *
 * Said once for an app, a stack or a construct by `applyTo`; the closest one counts.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/data-classification/data-classification.html
 */
export class DataClassification {
  /** For everybody: a web site, a published document. */
  public static readonly PUBLIC = new DataClassification({
    className: 'public', keyChoice: KeyChoice.AWS_OWNED, versionRetention: Duration.days(30),
    allowsPublicAccess: true, allowsInternetEgress: true, isDiscovered: false,
  });

  /** For everybody who works here. */
  public static readonly INTERNAL = new DataClassification({
    className: 'internal', keyChoice: KeyChoice.APPLICATION_KEY, versionRetention: Duration.days(30), backupRetention: Duration.days(35),
    allowsPublicAccess: false, allowsInternetEgress: true, isDiscovered: false,
  });

  /** For those whose work needs it: customers' orders, contracts. */
  public static readonly CONFIDENTIAL = new DataClassification({
    className: 'confidential', keyChoice: KeyChoice.APPLICATION_KEY, versionRetention: Duration.days(90), backupRetention: Duration.days(90),
    allowsPublicAccess: false, allowsInternetEgress: true, isDiscovered: true,
  });

  /** For named people: health, payment cards, secrets of the business. */
  public static readonly RESTRICTED = new DataClassification({
    className: 'restricted', keyChoice: KeyChoice.OWN_KEY, versionRetention: Duration.days(365), backupRetention: Duration.days(365),
    allowsPublicAccess: false, allowsInternetEgress: false, isDiscovered: true,
  });

  /**
   * A class of your own.
   *
   * @param props what follows from it
   */
  public static custom(props: DataClassificationProps): DataClassification {
    return new DataClassification(props);
  }

  /**
   * The class of the data of a construct: what `applyTo` said of it, or of the closest scope around it.
   *
   * @param construct whose data it is
   */
  public static tryFind(construct: IConstruct): DataClassification | undefined {
    const closest = [...construct.node.scopes].reverse().find(scope => CLASSIFICATION in scope);
    return (closest as unknown as Record<symbol, DataClassification> | undefined)?.[CLASSIFICATION];
  }

  /**
   * The class of the data of a construct; fails when nobody has said it.
   *
   * @param construct whose data it is
   * @throws when neither the construct nor a scope around it has a class
   */
  public static find(construct: IConstruct): DataClassification {
    const found = DataClassification.tryFind(construct);
    throwProblems(construct, found ? [] : ["'classification' must say what the data is, got none: give it, or say DataClassification.INTERNAL.applyTo(stack) once for the stack"]);
    return found!;
  }

  /** Value of the tag. */
  public readonly className: string;
  /** Which key encrypts it. */
  public readonly keyChoice: KeyChoice;
  /** How long versions that were replaced or deleted can be brought back. */
  public readonly versionRetention: Duration;
  /** How long backups are kept; undefined where none are made. */
  public readonly backupRetention?: Duration;
  /** Whether everybody may read it. */
  public readonly allowsPublicAccess: boolean;
  /** Whether what holds it may open connections to the whole internet. */
  public readonly allowsInternetEgress: boolean;
  /** Whether Amazon Macie looks for sensitive data in its buckets. */
  public readonly isDiscovered: boolean;

  private constructor(props: DataClassificationProps) {
    this.className = props.className;
    this.keyChoice = props.keyChoice;
    this.versionRetention = props.versionRetention;
    this.backupRetention = props.backupRetention;
    this.allowsPublicAccess = props.allowsPublicAccess;
    this.allowsInternetEgress = props.allowsInternetEgress;
    this.isDiscovered = props.isDiscovered;
  }

  /**
   * Says that the data of a construct, and of all in it, is of this class, and tags it so.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public applyTo(scope: IConstruct): void {
    Object.defineProperty(scope, CLASSIFICATION, { value: this, configurable: true });
    Tags.of(scope).add(DATA_CLASSIFICATION_TAG, this.className);
  }
}
