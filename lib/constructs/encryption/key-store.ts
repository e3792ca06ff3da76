import { Problems, shapeProblems } from '../../core/validation';

/**
 * Where the material of a key is, when AWS KMS is not to hold it: a custom key store of the account and region, which exists and is
 * connected before.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html
 */
export class KeyStore {
  /**
   * A key store that is backed by a cluster of AWS CloudHSM of yours.
   *
   * @param keyStoreId such as "cks-1234567890abcdef0"
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/keystore-cloudhsm.html
   */
  public static cloudHsm(keyStoreId: string): KeyStore {
    return new KeyStore(keyStoreId, 'AWS_CLOUDHSM', undefined, idProblems(keyStoreId));
  }

  /**
   * A key store that is backed by a key manager outside of AWS. Each of its keys can back one key of AWS KMS.
   *
   * @param keyStoreId such as "cks-1234567890abcdef0"
   * @param externalKeyId the key in the external key manager, which exists and is enabled before
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html
   */
  public static external(keyStoreId: string, externalKeyId: string): KeyStore {
    return new KeyStore(keyStoreId, 'EXTERNAL_KEY_STORE', externalKeyId, [
      ...idProblems(keyStoreId),
      ...shapeProblems('externalKeyId', externalKeyId, /^[\w.-]{1,128}$/, 'be the id of an external key: 1 to 128 letters, digits, "-", "_" or "."',
        'take it from the external key manager'),
    ]);
  }

  private constructor(
    /** Id of the key store. */
    public readonly keyStoreId: string,
    /** @internal Origin of the keys in it. */
    public readonly _origin: string,
    /** Id of the key in the external key manager; undefined in AWS CloudHSM. */
    public readonly externalKeyId: string | undefined,
    /** @internal Mistakes in it, for the key to report with its own. */
    public readonly _problems: Problems,
  ) {}
}

const idProblems = (keyStoreId: string): Problems => shapeProblems('keyStoreId', keyStoreId, /^cks-[0-9a-f]{8,60}$/,
  'be the id of a custom key store', 'take it from `aws kms describe-custom-key-stores`');
