/** Which key encrypts data of a class. */
export enum KeyChoice {
  /** A key that AWS owns or manages for the service: encrypted, free of charge, and not yours to deny. */
  AWS_OWNED = 'aws-owned',

  /** The customer managed key of the stack: see `encryption.ApplicationKey`. */
  APPLICATION_KEY = 'application-key',

  /** A customer managed key of its own for each resource, so that each has users of its own. */
  OWN_KEY = 'own-key',
}
