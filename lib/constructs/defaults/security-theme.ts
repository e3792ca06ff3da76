/** What a rule of security is about. */
export enum SecurityTheme {
  /** Nobody on the internet reads, calls or reaches it unless that is meant. */
  PUBLIC_EXPOSURE = 'public-exposure',

  /** What is stored is encrypted. */
  ENCRYPTION_AT_REST = 'encryption-at-rest',

  /** What travels is encrypted, by a protocol of today. */
  ENCRYPTION_IN_TRANSIT = 'encryption-in-transit',

  /** Whoever may, may no more than he needs. */
  LEAST_PRIVILEGE = 'least-privilege',

  /** No port is open that nobody should knock at. */
  REACHABLE_PORTS = 'reachable-ports',

  /** No secret stands in a template, lasts for ever or can be fetched by a trick. */
  CREDENTIALS = 'credentials',

  /** What happens is written down, and kept long enough to be read. */
  LOGGING = 'logging',

  /** What is lost comes back. */
  RECOVERY = 'recovery',

  /** Everybody can see how bad it is when the data comes into the wrong hands. */
  CLASSIFICATION = 'classification',
}
