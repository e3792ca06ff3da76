import { Operation, ResourceType } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { Certificate } from '../aws/services/acm';
import { fullName, isInZone } from '../aws/services/route53';
import { GLOBAL, partKey, partOfArn } from '../aws/services/service-parts';
import { ACM } from '../rules/certificates';
import { given, inert, permissions, TAGS } from './permission';
import { serviceType } from './service-part';
import { valueChecks } from './value-checks';
import { records, text, texts } from './values';

const KEY_ALGORITHMS = ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'];
const DOMAIN = /^(\*\.)?(([A-Za-z0-9-]{1,63})\.)+[A-Za-z0-9-]{2,63}$/;
const MAX_FIRST = 64;
/** Ids of zones that were there before: the rehearsal knows neither their names nor their owner. */
const ZONE_ID = /^Z[A-Z0-9]{8,31}$/;

const arnOf = ({ physicalId, partition, accountId, region }: Operation) => physicalId ?? `arn:${partition}:acm:${region}:${accountId}:certificate/*`;
const zonesOf = ({ properties }: Operation) => records(properties, 'DomainValidationOptions').flatMap(option => text(option, 'HostedZoneId') ?? []);
const namesOf = ({ properties }: Operation) =>
  [...new Set([String(properties.DomainName), ...texts(properties, 'SubjectAlternativeNames')])];

/** A public certificate, validated by DNS. Private authorities, exports and validation by e-mail or HTTP are refused. */
export const CERTIFICATE: ResourceType = serviceType<Certificate>({
  typeName: 'AWS::CertificateManager::Certificate',
  source: 'aws-certificatemanager-certificate',
  properties: {
    DomainName: 'interpreted', SubjectAlternativeNames: 'interpreted', DomainValidationOptions: 'interpreted', ValidationMethod: 'interpreted',
    KeyAlgorithm: 'interpreted', Tags: TAGS, CertificateTransparencyLoggingPreference: inert('nobody reads the logs of authorities in the rehearsal'),
  },
  nested: { DomainValidationOptions: ['DomainName', 'HostedZoneId'] },
  required: ['DomainName'],
  createOnly: ['DomainName', 'SubjectAlternativeNames', 'DomainValidationOptions', 'ValidationMethod', 'KeyAlgorithm'],
  permissions: {
    create: [
      ...permissions(['acm:RequestCertificate'], undefined, { context: requested }),
      ...permissions(['acm:DescribeCertificate'], arnOf),
      ...permissions(['acm:AddTagsToCertificate'], arnOf, { when: given('Tags') }),
      ...permissions(['route53:ChangeResourceRecordSets'], operation => `arn:${operation.partition}:route53:::hostedzone/${zonesOf(operation)[0]}`,
        { when: operation => zonesOf(operation).length > 0 }),
    ],
    update: [
      ...permissions(['acm:UpdateCertificateOptions'], arnOf, { when: given('CertificateTransparencyLoggingPreference') }),
      ...permissions(['acm:AddTagsToCertificate', 'acm:RemoveTagsFromCertificate'], arnOf, { when: given('Tags') }),
    ],
    delete: permissions(['acm:DescribeCertificate', 'acm:DeleteCertificate'], arnOf),
  },
  parts: ({ acm }) => acm.certificates,
  identify: ({ world, accountId, region, partition, properties }) => {
    const arn = `arn:${partition}:acm:${region}:${accountId}:certificate/${world.identifiers.uuid(`certificate:${accountId}:${region}:${String(properties.DomainName)}`)}`;
    return { id: arn, arn };
  },
  settings: operation => {
    valueChecks(operation, 'InvalidParameterException').oneOf('KeyAlgorithm', operation.properties.KeyAlgorithm, KEY_ALGORITHMS);
    const names = namesOf(operation);
    const wrong = names.filter(name => !DOMAIN.test(name));
    operation.require(ACM.NAMES, wrong.length === 0 && names[0].length <= MAX_FIRST, `the names are ${names.join(', ')}`, 'write names such as www.example.com, the first with at most 64 characters');
    names.forEach(name => checkValidation(operation, name));
    return { names };
  },
  remove: (operation, { arn }) => {
    const { elb, apiGateway } = operation.world.state;
    const used = [...elb.listeners.values(), ...elb.certificates.values()].some(({ certificateArns }) => certificateArns.includes(arn));
    if (used || [...apiGateway.domains.values()].some(({ certificateArn }) => certificateArn === arn)) {
      operation.fail('ResourceInUseException', `certificate ${arn} is in use`);
    }
  },
  attributes: ({ arn }) => ({ CertificateArn: arn }),
});

/** https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html */
function requested(operation: Operation) {
  const { properties } = operation;
  return { 'acm:DomainNames': namesOf(operation), 'acm:ValidationMethod': text(properties, 'ValidationMethod') ?? 'EMAIL', 'acm:KeyAlgorithm': text(properties, 'KeyAlgorithm') ?? 'RSA_2048' };
}

/** A name and its wildcard are validated by the same record. */
const withoutWildcard = (name: string) => name.replace(/^\*\./, '');

/** Whether the record that validates a name can be written, so that the certificate is issued without a person. */
function checkValidation(operation: Operation, name: string): void {
  const { world, accountId, properties } = operation;
  const option = records(properties, 'DomainValidationOptions').find(({ DomainName }) => withoutWildcard(String(DomainName)) === withoutWildcard(name));
  const zoneId = option && text(option, 'HostedZoneId');
  const byDns = text(properties, 'ValidationMethod') === 'DNS' && zoneId !== undefined;
  operation.require(ACM.VALIDATION, byDns, `${name} is validated by ${text(properties, 'ValidationMethod') ?? 'EMAIL'}, in ${zoneId ?? 'no zone that is named'}`,
    'validate by DNS, and name the public hosted zone: CertificateValidation.fromDns(zone)');
  const zone = world.state.route53.zones.get(partKey(accountId, GLOBAL, zoneId!));
  const fits = zone ? zone.vpcIds.length === 0 && isInZone(fullName(withoutWildcard(name)), zone.name) : ZONE_ID.test(zoneId!) &&
    !isForeign(operation, zoneId!);
  operation.require(ACM.VALIDATION, fits, `${name} does not lie in the public zone ${zone?.name ?? zoneId}`, 'name the public zone of the name, in the same account');
  operation.requirePath(ACM.VALIDATION, zone?.origin, `the zone ${zone?.name} may not exist yet`);
}

/** Whether a zone is one that another account of the rehearsal made. */
const isForeign = ({ world }: Operation, zoneId: string) => [...world.state.route53.zones.values()].some(({ id }) => id === zoneId);

/** Refuses a certificate that is not of the account and region: one that was there before is taken for issued. */
export function requireCertificate(operation: Operation, arn: string, region = operation.region): Certificate | undefined {
  const { world, accountId } = operation;
  const parts = parseArn(arn);
  const certificate = partOfArn(world.state.acm.certificates, arn);
  const here = parts?.service === 'acm' && parts.accountId === accountId && parts.region === region;
  operation.require(ACM.USABLE, here, `the certificate ${arn} is not of ACM in ${accountId} ${region}`, `issue it in ${region}: in a stack of its own, if need be`);
  operation.requirePath(ACM.USABLE, certificate?.origin, `the certificate ${arn} may not be issued yet`);
  return certificate;
}
