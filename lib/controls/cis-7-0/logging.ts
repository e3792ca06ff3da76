import { Control } from '../control';
import { ControlAnswer, ControlAnswerKind } from '../control-answer';
import { ControlCoverage } from '../control-coverage';

const { ANSWERS } = ControlAnswerKind;

const rule = (identifier: string) => ControlAnswer.configRule('detection', identifier);
const trailWith = (properties: Record<string, unknown>) => ControlAnswer.resource(ANSWERS, 'AWS::CloudTrail::Trail', { properties });

/** 4: what happens is recorded. */
export const LOGGING_CONTROLS: readonly Control[] = [
  new Control({
    id: '4.1', cis6: '4.1', cis5: '3.1', title: 'CloudTrail records management events in every region', level: 1, fsbp: ['CloudTrail.1', 'CloudTrail.3'],
    answers: [
      trailWith({ IsOrganizationTrail: true, IsMultiRegionTrail: true, IsLogging: true }), ControlAnswer.guardrail('G30'),
      rule('MULTI_REGION_CLOUD_TRAIL_ENABLED'), ControlAnswer.securityEvent('trail-stopped'),
    ],
  }),
  new Control({
    id: '4.2', cis6: '4.2', cis5: '3.2', title: 'Files of trails can be validated', level: 2, fsbp: ['CloudTrail.4'],
    answers: [trailWith({ EnableLogFileValidation: true }), rule('CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED')],
  }),
  new Control({
    id: '4.3', cis6: '4.3', cis5: '3.3', title: 'AWS Config records in every region', level: 2, fsbp: ['Config.1'],
    answers: [
      ControlAnswer.resource(ANSWERS, 'Custom::ConfigurationRecorder', { coverage: ControlCoverage.EVERY_REGION }), ControlAnswer.guardrail('G31'),
      // what is recorded and found everywhere, in one view
      ControlAnswer.resource(ANSWERS, 'AWS::Config::ConfigurationAggregator', { properties: { 'OrganizationAggregationSource.AllAwsRegions': true } }),
      ControlAnswer.securityEvent('recorder-stopped'), ControlAnswer.alarm('detection-disabled'),
    ],
  }),
  new Control({
    id: '4.4', cis6: '4.4', cis5: '3.4', title: 'Access to the bucket of the trail is logged', level: 1, fsbp: ['CloudTrail.7'],
    answers: [
      ControlAnswer.resource(ANSWERS, 'AWS::S3::Bucket', { properties: { ObjectLockEnabled: true, LoggingConfiguration: true } }),
      ControlAnswer.guardrail('G42'), rule('CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING'),
    ],
  }),
  new Control({
    id: '4.5', cis6: '4.5', cis5: '3.5', title: 'Trails are encrypted with a customer managed key', level: 2, fsbp: ['CloudTrail.2'],
    answers: [trailWith({ KMSKeyId: true }), rule('CLOUD_TRAIL_ENCRYPTION_ENABLED')],
  }),
  new Control({
    id: '4.6', cis6: '4.6', cis5: '3.6', title: 'Customer managed keys rotate', level: 2, fsbp: ['KMS.4'],
    answers: [
      ControlAnswer.keyRotation(), ControlAnswer.furtherGuardrail('G48'),
      ControlAnswer.configRule('data-at-rest', 'CMK_BACKING_KEY_ROTATION_ENABLED'),
    ],
  }),
  new Control({
    id: '4.7', cis6: '4.7', cis5: '3.7', title: 'VPCs have flow logs', level: 2, fsbp: ['EC2.6'],
    answers: [ControlAnswer.flowLogs(), ControlAnswer.furtherGuardrail('G36'), rule('VPC_FLOW_LOGS_ENABLED')],
  }),
  new Control({
    id: '4.8', cis6: '4.8', cis5: '3.8', title: 'Writing of S3 objects is recorded', level: 2, answers: [ControlAnswer.objectEvents(false)],
  }),
  new Control({
    id: '4.9', cis6: '4.9', cis5: '3.9', title: 'Reading of S3 objects is recorded', level: 2, answers: [ControlAnswer.objectEvents(true)],
  }),
  new Control({
    id: '4.10', title: 'CloudFront, load balancers and API Gateway log access', level: 1, fsbp: ['ELB.5', 'APIGateway.1', 'APIGateway.9'],
    // what applications make of lib/constructs/edge logs by itself; this finds what they make of anything else, and does not know v2 of the
    // logs of CloudFront
    answers: [ControlAnswer.securityHub('CloudFront.5', 'ELB.5', 'APIGateway.1', 'APIGateway.9')],
  }),
];
