/** A version of TLS. */
export enum TlsVersion {
  /** TLS 1.2: what AWS endpoints ask for at least. */
  V1_2 = '1.2',

  /** TLS 1.3. */
  V1_3 = '1.3',
}
