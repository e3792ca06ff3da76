import { Duration, Tags } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { DATA_CLASSIFICATION_TAG } from '../../core/naming';
import { KeyChoice } from './key-choice';
import { classProblems, meaningOf } from './private/class-problems';

const CLASSIFICATION = Symbol.for('cdk-secure-landing-zone.data-classification');
const MEANINGS = Symbol.for('cdk-secure-landing-zone.data-classification.meanings');

/** A class of data of your own, by what it has otherwise than the class that it is like. */
export interface DataClassificationProps {
  /**
   * Value of the tag `DataClassification`, such as "health": 1 to 63 letters, digits, "-", "_" and ".", and no other class's name in any
   * spelling.
   */
  readonly className: string;

  /**
   * The class that it is like in all that is not said here.
   *
   * @default DataClassification.RESTRICTED - the strictest; what is weaker is said
   */
  readonly like?: DataClassification;

  /**
   * Which key encrypts it.
   *
   * @default - as in `like`
   */
  readonly keyChoice?: KeyChoice;

  /**
   * Whether what holds it without a customer managed key is refused by the rules of `SecureDefaults`. Where it is not, the `Secure` classes
   * use such a key all the same, if `keyChoice` says so.
   *
   * @default - as in `like`
   */
  readonly isKeyRequired?: boolean;

  /**
   * How long versions that were replaced or deleted can be brought back: whole days.
   *
   * @default - as in `like`
   */
  readonly versionRetention?: Duration;

  /**
   * How long backups are kept: whole days; `Duration.days(0)` for none.
   *
   * @default - as in `like`
   */
  readonly backupRetention?: Duration;

  /**
   * Whether everybody may read it.
   *
   * @default - as in `like`
   */
  readonly allowsPublicAccess?: boolean;

  /**
   * Whether what holds it may open connections to the whole internet.
   *
   * @default - as in `like`
   */
  readonly allowsInternetEgress?: boolean;

  /**
   * Whether Amazon Macie looks for sensitive data in its buckets.
   *
   * @default - as in `like`
   */
  readonly isDiscovered?: boolean;
}

/** All of it, said. */
type Meaning = Omit<DataClassificationProps, 'like'> & Required<Omit<DataClassificationProps, 'like' | 'backupRetention'>>;

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
    className: 'public', keyChoice: KeyChoice.AWS_OWNED, isKeyRequired: false, versionRetention: Duration.days(30),
    allowsPublicAccess: true, allowsInternetEgress: true, isDiscovered: false,
  });

  /** For everybody who works here. */
  public static readonly INTERNAL = new DataClassification({
    className: 'internal', keyChoice: KeyChoice.APPLICATION_KEY, isKeyRequired: false,
    versionRetention: Duration.days(30), backupRetention: Duration.days(35),
    allowsPublicAccess: false, allowsInternetEgress: true, isDiscovered: false,
  });

  /** For those whose work needs it: customers' orders, contracts. */
  public static readonly CONFIDENTIAL = new DataClassification({
    className: 'confidential', keyChoice: KeyChoice.APPLICATION_KEY, isKeyRequired: true,
    versionRetention: Duration.days(90), backupRetention: Duration.days(90),
    allowsPublicAccess: false, allowsInternetEgress: true, isDiscovered: true,
  });

  /** For named people: health, payment cards, secrets of the business. */
  public static readonly RESTRICTED = new DataClassification({
    className: 'restricted', keyChoice: KeyChoice.OWN_KEY, isKeyRequired: true,
    versionRetention: Duration.days(365), backupRetention: Duration.days(365),
    allowsPublicAccess: false, allowsInternetEgress: false, isDiscovered: true,
  });

  /**
   * A class of your own.
   *
   * @param props its name, and what it has otherwise than the class that it is like
   * @throws all at once, what contradicts itself: what everybody may read cannot be under a key of your own, and what must not leave cannot
   * be under a key that is not yours
   */
  public static custom(props: DataClassificationProps): DataClassification {
    const { like = DataClassification.RESTRICTED, ...said } = props;
    const defined = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const meaning: Meaning = { ...meaningOf(like), ...defined, className: props.className };
    throwProblems(undefined, classProblems(meaning, DataClassification.standard().map(({ className }) => className)));
    return new DataClassification({ ...meaning, backupRetention: isNone(meaning.backupRetention) ? undefined : meaning.backupRetention });
  }

  /** The classes that this library comes with, from the most open one to the strictest. */
  public static standard(): DataClassification[] {
    return [DataClassification.PUBLIC, DataClassification.INTERNAL, DataClassification.CONFIDENTIAL, DataClassification.RESTRICTED];
  }

  /**
   * The classes that were applied to a scope or below it, each once, in the order of the tree: for reports.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public static appliedIn(scope: IConstruct): DataClassification[] {
    const found = scope.node.findAll().map(appliedTo).filter(one => one !== undefined);
    return found.filter((one, index) => found.findIndex(other => other.isSameAs(one)) === index);
  }

  /**
   * The class of the data of a construct: what `applyTo` said of it, or of the closest scope around it.
   *
   * @param construct whose data it is
   */
  public static tryFind(construct: IConstruct): DataClassification | undefined {
    const closest = [...construct.node.scopes].reverse().find(scope => CLASSIFICATION in scope);
    return closest && appliedTo(closest);
  }

  /**
   * The class of the data of a construct; fails when nobody has said it.
   *
   * @param construct whose data it is
   * @throws when neither the construct nor a scope around it has a class
   */
  public static find(construct: IConstruct): DataClassification {
    const found = DataClassification.tryFind(construct);
    throwProblems(construct, found ? [] : ['\'classification\' must say what the data is, got none: give it, or say '
      + 'DataClassification.INTERNAL.applyTo(stack) once for the stack']);
    return found!;
  }

  /**
   * The class that a tag means in an app: one that was applied there, or one of those that this library comes with.
   *
   * @internal
   */
  public static _named(construct: IConstruct, className: string): DataClassification | undefined {
    return meaningsIn(construct.node.root)[className] ?? DataClassification.standard().find(one => one.className === className);
  }

  /** Value of the tag. */
  public readonly className: string;
  /** Which key encrypts it. */
  public readonly keyChoice: KeyChoice;
  /** Whether what holds it without a customer managed key is refused. */
  public readonly isKeyRequired: boolean;
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

  private constructor(props: Meaning) {
    this.className = props.className;
    this.keyChoice = props.keyChoice;
    this.isKeyRequired = props.isKeyRequired;
    this.versionRetention = props.versionRetention;
    this.backupRetention = props.backupRetention;
    this.allowsPublicAccess = props.allowsPublicAccess;
    this.allowsInternetEgress = props.allowsInternetEgress;
    this.isDiscovered = props.isDiscovered;
  }

  /**
   * Says that the data of a construct, and of all in it, is of this class, and tags it so. A second word on the same construct replaces the
   * first; one on a construct inside of it counts there.
   *
   * What wrote the tag into itself is tagged over, and `DataClassification` counts: the rules of `SecureDefaults` and `RequiredTags` refuse
   * where the two differ, so that nothing becomes more open by the scope around it.
   *
   * @param scope an app, a stage, a stack or any construct
   */
  public applyTo(scope: IConstruct): void {
    const namesake = meaningsIn(scope.node.root)[this.className] ??= this;
    throwProblems(scope, namesake.isSameAs(this) ? [] : [
      `'className' must mean one thing in an app, got two classes "${this.className}": make the class once and pass it on`,
    ]);
    Object.defineProperty(scope, CLASSIFICATION, { value: this, configurable: true });
    Tags.of(scope).add(DATA_CLASSIFICATION_TAG, this.className);
  }

  /**
   * Whether two classes have one name and mean the same.
   *
   * @param other another class
   */
  public isSameAs(other: DataClassification): boolean {
    const text = (one: DataClassification) => JSON.stringify({
      ...meaningOf(one), versionRetention: one.versionRetention.toSeconds(), backupRetention: one.backupRetention?.toSeconds(),
    });
    return text(this) === text(other);
  }
}

/** What the names of classes mean in an app: what the first use of each says. */
function meaningsIn(root: IConstruct): Record<string, DataClassification> {
  const holder = root as unknown as Record<symbol, Record<string, DataClassification> | undefined>;
  if (!holder[MEANINGS]) {
    Object.defineProperty(root, MEANINGS, { value: Object.create(null) });
  }
  return holder[MEANINGS]!;
}

/** What `applyTo` said of this very construct. */
const appliedTo = (construct: IConstruct): DataClassification | undefined =>
  (construct as unknown as Record<symbol, DataClassification | undefined>)[CLASSIFICATION];

const isNone = (retention?: Duration): boolean => retention !== undefined && !retention.isUnresolved() && retention.toSeconds() === 0;
