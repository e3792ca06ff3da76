import { Resource, Stack } from 'aws-cdk-lib';
import { AddToResourcePolicyResult, Grant, IGrantable, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, IKey, KeyGrants, KeyReference } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ManagedKeyOptions } from './managed-key-options';
import { ENCRYPTING, grantExactly } from './private/exact-grants';
import { keyPolicyOf, worldProblems } from './private/key-policy';

/**
 * A key that the CDK has no class for, with the policy and the grants of a `ManagedKey`: it goes wherever a key does.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export abstract class KeyWithPolicy extends Resource implements IKey {
  /** The ARN of the key. */
  public abstract readonly keyArn: string;

  /** The id of the key. */
  public abstract readonly keyId: string;

  /** The policy of the key; the template has what it holds in the end. */
  protected readonly policy: PolicyDocument;

  protected constructor(scope: Construct, id: string, props: ManagedKeyOptions) {
    super(scope, id);
    this.policy = keyPolicyOf(props);
    this.node.addValidation({ validate: () => [...worldProblems(Stack.of(this).resolve(this.policy))] });
  }

  /** What other constructs know the key by. */
  public get keyRef(): KeyReference {
    return { keyArn: this.keyArn, keyId: this.keyId };
  }

  /**
   * Gives the key another name.
   *
   * @param alias such as "alias/orders"
   */
  public addAlias(alias: string): Alias {
    return new Alias(this, this.node.tryFindChild('Alias') ? `Alias${alias}` : 'Alias', { aliasName: alias, targetKey: this });
  }

  /**
   * Adds a statement to the policy of the key.
   *
   * @param statement who may do what with it, and when
   * @param _allowNoOp of no meaning here, where there is a policy
   */
  public addToResourcePolicy(statement: PolicyStatement, _allowNoOp?: boolean): AddToResourcePolicyResult {
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }

  /**
   * Lets a principal do something with the key, by the policy of the key and by its own, action by action.
   *
   * @param grantee who may
   * @param actions what, such as "kms:Decrypt"
   */
  public grant(grantee: IGrantable, ...actions: string[]): Grant {
    return grantExactly(this, grantee, actions);
  }

  /**
   * Lets a principal decrypt.
   *
   * @param grantee who may
   */
  public grantDecrypt(grantee: IGrantable): Grant {
    return this.grant(grantee, 'kms:Decrypt');
  }

  /**
   * Lets a principal encrypt.
   *
   * @param grantee who may
   */
  public grantEncrypt(grantee: IGrantable): Grant {
    return this.grant(grantee, ...ENCRYPTING);
  }

  /**
   * Lets a principal encrypt and decrypt.
   *
   * @param grantee who may
   */
  public grantEncryptDecrypt(grantee: IGrantable): Grant {
    return this.grant(grantee, 'kms:Decrypt', ...ENCRYPTING);
  }

  /**
   * Lets a principal sign.
   *
   * @param grantee who may
   */
  public grantSign(grantee: IGrantable): Grant {
    return this.grants().sign(grantee);
  }

  /**
   * Lets a principal verify signatures.
   *
   * @param grantee who may
   */
  public grantVerify(grantee: IGrantable): Grant {
    return this.grants().verify(grantee);
  }

  /**
   * Lets a principal sign, and verify signatures.
   *
   * @param grantee who may
   */
  public grantSignVerify(grantee: IGrantable): Grant {
    return this.grants().signVerify(grantee);
  }

  /**
   * Lets a principal make message authentication codes.
   *
   * @param grantee who may
   */
  public grantGenerateMac(grantee: IGrantable): Grant {
    return this.grants().generateMac(grantee);
  }

  /**
   * Lets a principal verify message authentication codes.
   *
   * @param grantee who may
   */
  public grantVerifyMac(grantee: IGrantable): Grant {
    return this.grants().verifyMac(grantee);
  }

  /** Of a key that does not leave it to the account's IAM policies who uses it. */
  private grants(): KeyGrants {
    return KeyGrants.fromKey(this, false);
  }
}
