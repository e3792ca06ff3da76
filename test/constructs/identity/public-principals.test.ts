import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnCondition, CfnParameter, CfnResource, Fn, Stack, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { InterfaceVpcEndpoint, InterfaceVpcEndpointAwsService, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, ArnPrincipal, OrganizationPrincipal, PolicyStatement, Role, ServicePrincipal, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket, BucketAccessControl, CfnBucketPolicy, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { PublicPrincipals, PublicPrincipalsOptions } from '../../../lib/constructs/identity/public-principals';

const ORGANIZATION = 'o-a1b2c3d4e5';

/** Synthesises as an app does, validations included. */
function synth(build: (stack: Stack) => void, options?: PublicPrincipalsOptions): void {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  build(stack);
  PublicPrincipals.refuse(app, options);
  app.synth();
}

const everybody = (resources: string[] = ['*']) => new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['sqs:SendMessage'], resources });
const document = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }] });
const functionOf = (stack: Stack) => new Function(stack, 'Function', { code: Code.fromInline('-'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });

describe('defaults', () => {
  const PUBLIC: readonly [string, (stack: Stack) => void][] = [
    ['an L2', stack => { new Queue(stack, 'Queue').addToResourcePolicy(everybody()); }],
    ['an L1', stack => { new CfnBucketPolicy(stack, 'Policy', { bucket: 'b', policyDocument: document({ Principal: { AWS: '*' } }) }); }],
    ['a resource without a class', stack => {
      new CfnResource(stack, 'Any', { type: 'AWS::Any::Thing', properties: { Deep: [{ Policy: document({ Principal: '*' }) }] } });
    }],
    ['an override', stack => {
      const policy = new CfnBucketPolicy(stack, 'Policy', { bucket: 'b', policyDocument: document({ Principal: { AWS: '111122223333' } }) });
      policy.addPropertyOverride('PolicyDocument.Statement.0.Principal', '*');
    }],
    ['a policy that is JSON', stack => {
      new CfnResourcePolicy(stack, 'Logs', { policyName: 'p', policyDocument: stack.toJsonString(document({ Principal: '*', Resource: new Queue(stack, 'Q').queueArn })) });
    }],
    ['a trust policy', stack => { new Role(stack, 'Role', { assumedBy: new AnyPrincipal() }); }],
    ['a trust policy for everybody on GitHub', stack => {
      new Role(stack, 'Role', { assumedBy: new WebIdentityPrincipal('arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      }) });
    }],
    ['a permission of a function', stack => { functionOf(stack).addPermission('Open', { principal: new AnyPrincipal() }); }],
    ['a function URL', stack => { functionOf(stack).addPermission('Url', { principal: new AnyPrincipal(), action: 'lambda:InvokeFunctionUrl' }); }],
    ['a layer', stack => {
      new CfnResource(stack, 'Layer', { type: 'AWS::Lambda::LayerVersionPermission', properties: { Action: 'lambda:GetLayerVersion', Principal: '*' } });
    }],
    ['an event bus', stack => {
      new CfnResource(stack, 'Bus', { type: 'AWS::Events::EventBusPolicy', properties: { StatementId: 's', Action: 'events:PutEvents', Principal: '*' } });
    }],
    ['an endpoint service', stack => {
      new CfnResource(stack, 'Service', { type: 'AWS::EC2::VPCEndpointServicePermissions', properties: { ServiceId: 's', AllowedPrincipals: ['*'] } });
    }],
    ['an ACL', stack => {
      new Bucket(stack, 'Bucket', { accessControl: BucketAccessControl.PUBLIC_READ, objectOwnership: ObjectOwnership.OBJECT_WRITER });
    }],
  ];

  test.each(PUBLIC)('refuses everybody in %s', (_, build) => {
    expect(() => synth(build)).toThrow(/"Stack\/.*must not let in (everybody|every identity of a provider).*: .*PublicPrincipals\.acknowledge/);
  });

  test('refuses it in a template that was included', () => {
    const folder = mkdtempSync(join(tmpdir(), 'template'));
    try {
      const templateFile = join(folder, 'template.json');
      writeFileSync(templateFile, JSON.stringify({ Resources: { Old: {
        Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['q'], PolicyDocument: document({ Principal: '*', Action: 'sqs:*' }) },
      } } }));
      expect(() => synth(stack => { new CfnInclude(stack, 'Included', { templateFile }); })).toThrow(/"Stack\/Included\/Old" \(AWS::SQS::QueuePolicy, PolicyDocument\)/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('names construct, statement, principal, action and remedy, of all at once', () => {
    expect(() => synth(stack => {
      new Queue(stack, 'First').addToResourcePolicy(everybody());
      new Topic(stack, 'Second').addToResourcePolicy(everybody());
    })).toThrow(new RegExp([
      '"Stack/First/Policy/Resource" \\(AWS::SQS::QueuePolicy, PolicyDocument\\) must not let in everybody, got statement 0 for \\{"AWS":"\\*"\\} with sqs:SendMessage: '
      + 'name who it is, or demand aws:PrincipalOrgID.*', '"Stack/Second/Policy/Resource"',
    ].join('[^]*')));
  });

  test.each<[string, (stack: Stack) => void]>([
    ['the organization', stack => { new Queue(stack, 'Queue').grantSendMessages(new OrganizationPrincipal(ORGANIZATION)); }],
    ['a role', stack => { new Topic(stack, 'Topic').grantPublish(new ArnPrincipal('arn:aws:iam::111122223333:role/r')); }],
    ['a bucket that is for everybody of an organization by a deny', stack => {
      const bucket = new Bucket(stack, 'Bucket', { enforceSSL: true });
      bucket.addToResourcePolicy(everybody([bucket.arnForObjects('*')]));
      bucket.policy!.document.addStatements(PolicyStatement.fromJson({
        Effect: 'Deny', Principal: '*', Action: '*', Resource: bucket.arnForObjects('*'), Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
      }));
    }],
    ['a function of an organization', stack => { functionOf(stack).addPermission('Org', { principal: new OrganizationPrincipal(ORGANIZATION) }); }],
    ['a layer of an organization', stack => {
      new CfnResource(stack, 'Layer', {
        type: 'AWS::Lambda::LayerVersionPermission', properties: { Action: 'lambda:GetLayerVersion', Principal: '*', OrganizationId: ORGANIZATION },
      });
    }],
    ['an event bus of an organization', stack => {
      const Condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: ORGANIZATION };
      new CfnResource(stack, 'Bus', { type: 'AWS::Events::EventBusPolicy', properties: { StatementId: 's', Action: 'events:PutEvents', Principal: '*', Condition } });
    }],
    ['an event bus, by a statement that names somebody', stack => {
      const Statement = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'events:PutEvents', Resource: '*' };
      new CfnResource(stack, 'Bus', { type: 'AWS::Events::EventBusPolicy', properties: { StatementId: 's', Statement } });
    }],
    ['a private bucket', stack => {
      new Bucket(stack, 'Bucket', { accessControl: BucketAccessControl.LOG_DELIVERY_WRITE, objectOwnership: ObjectOwnership.OBJECT_WRITER });
    }],
    ['a policy of the organization, which grants nothing', stack => {
      new CfnResource(stack, 'Rcp', { type: 'AWS::Organizations::Policy', properties: { Content: document({ Principal: '*' }) } });
    }],
    ['a permission of AWS RAM, which names no accounts', stack => {
      new CfnResource(stack, 'Ram', { type: 'AWS::RAM::Permission', properties: { PolicyTemplate: document({ Principal: '*' }) } });
    }],
    ['a service', stack => { new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }); }],
    ['an endpoint, whose policy filters', stack => {
      new InterfaceVpcEndpoint(stack, 'Endpoint', { vpc: new Vpc(stack, 'Vpc'), service: InterfaceVpcEndpointAwsService.SQS })
        .addToPolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['sqs:*'], resources: ['*'] }));
    }],
  ])('lets %s in', (_, build) => {
    expect(() => synth(build)).not.toThrow();
  });
});

describe('defaults, of a template with conditions', () => {
  const own = { AWS: '111122223333' };
  const chosen = (first: unknown, second: unknown) => ({ 'Fn::If': ['IsTest', first, second] });
  const included = (policyDocument: unknown) => (stack: Stack) => {
    new CfnCondition(stack, 'IsTest', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    new CfnParameter(stack, 'Whom', { default: '*' });
    new CfnParameter(stack, 'Path', { type: 'AWS::SSM::Parameter::Value<String>', default: '*' });
    new CfnBucketPolicy(stack, 'Policy', { bucket: 'b', policyDocument });
  };
  const ofOrganization = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };
  const NOTHING = { Ref: 'AWS::NoValue' };

  test.each<[string, unknown]>([
    ['a document', chosen(document({ Principal: own }), document({ Principal: '*' }))],
    ['a document, the first', chosen(document({ Principal: '*' }), document({ Principal: own }))],
    ['a principal', document({ Principal: chosen(own, '*') })],
    ['a principal in a list', document({ Principal: { AWS: ['111122223333', chosen('*', NOTHING)] } })],
    ['a condition that may be missing', document({ Principal: '*', Condition: chosen(ofOrganization, NOTHING) })],
    ['a condition that may be missing, the other way', document({ Principal: '*', Condition: chosen(NOTHING, ofOrganization) })],
    ['a key that may be missing', document({ Principal: '*', Condition: { StringEquals: chosen(ofOrganization.StringEquals, { 'aws:PrincipalTag/team': 'a' }) } })],
    ['a deny that may be missing', { Statement: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' },
      chosen({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { StringNotEquals: ofOrganization.StringEquals } }, NOTHING),
    ] }],
    ['the default of a parameter', document({ Principal: { AWS: { Ref: 'Whom' } } })],
  ])('refuses everybody in a branch of %s', (_, policy) => {
    expect(() => synth(included(policy))).toThrow(/"Stack\/Policy" \(AWS::S3::BucketPolicy, PolicyDocument\) must not let in everybody/);
  });

  test.each<[string, unknown]>([
    ['a document that is private in both', chosen(document({ Principal: own }), document({ Principal: '*', Condition: ofOrganization }))],
    ['a condition that goes with its principal', document({ Principal: chosen(own, '*'), Condition: chosen(NOTHING, ofOrganization) })],
    ['a parameter that names where its value is', document({ Principal: { AWS: { Ref: 'Path' } } })],
  ])('takes %s', (_, policy) => {
    expect(() => synth(included(policy))).not.toThrow();
  });

  test('finds one branch among many conditions', () => {
    expect(() => synth(included({ Statement: [...Array(8).keys()].map(index => ({
      Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Principal: { 'Fn::If': [`C${index}`, own, index === 5 ? '*' : own] },
    })) }))).toThrow(/must not let in everybody, got statement 5/);
  });
});

describe('options', () => {
  const ofService = (stack: Stack) => new Queue(stack, 'Queue').addToResourcePolicy(new PolicyStatement({
    principals: [new ServicePrincipal('sns.amazonaws.com')], actions: ['sqs:SendMessage'], resources: ['*'],
  }));

  test('does not hold services to a source unless asked to', () => {
    expect(() => synth(ofService)).not.toThrow();
  });

  test('can hold services to a source', () => {
    expect(() => synth(ofService, { anyCustomerOfServices: true }))
      .toThrow(/must not let in a service for any of its customers, .*: demand aws:SourceArn, aws:SourceAccount or aws:SourceOrgID/);
  });

  test.each([
    ['SourceArn', 'arn:aws:s3:::data'], ['SourceAccount', '111122223333'], ['EventSourceToken', 'amzn1.ask.skill.1'],
  ])('takes the %s of a function for a source', (property, value) => {
    expect(() => synth(stack => {
      new CfnResource(stack, 'Permission', { type: 'AWS::Lambda::Permission', properties: {
        Action: 'lambda:InvokeFunction', FunctionName: 'f', Principal: 's3.amazonaws.com', [property]: value,
      } });
    }, { anyCustomerOfServices: true })).not.toThrow();
  });

  test('holds the services of functions to a source as well', () => {
    const invoke = (sourceAccount?: string) => (stack: Stack) =>
      functionOf(stack).addPermission('S3', { principal: new ServicePrincipal('s3.amazonaws.com'), sourceAccount });
    expect(() => synth(invoke(), { anyCustomerOfServices: true })).toThrow(/AWS::Lambda::Permission/);
    expect(() => synth(invoke('111122223333'), { anyCustomerOfServices: true })).not.toThrow();
  });

  test('leaves services in trust policies alone', () => {
    expect(() => synth(stack => { new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }); }, { anyCustomerOfServices: true }))
      .not.toThrow();
  });
});

describe('import', () => {
  test('sees what a scope holds, and nothing beside it', () => {
    const app = new App();
    const [inside, outside] = ['Inside', 'Outside'].map(id => new Stack(app, id));
    new Queue(outside, 'Queue').addToResourcePolicy(everybody());
    PublicPrincipals.refuse(inside);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('validation', () => {
  const waived = (construct: (queue: Queue) => Stack | Queue) => () => synth(stack => {
    const queue = new Queue(stack, 'Queue');
    queue.addToResourcePolicy(everybody());
    PublicPrincipals.acknowledge(construct(queue), 'Anybody may send, and the consumer checks the signature');
  });

  test('takes a reason for one construct, or what holds it', () => {
    expect(waived(queue => queue)).not.toThrow();
    expect(waived(queue => Stack.of(queue))).not.toThrow();
  });

  test('takes no reason of another construct', () => {
    expect(waived(queue => new Queue(Stack.of(queue), 'Other'))).toThrow(/"Stack\/Queue\/Policy\/Resource"/);
  });

  test('takes reasons where CDK keeps them', () => {
    expect(() => synth(stack => {
      new Queue(stack, 'Queue').addToResourcePolicy(everybody());
      Validations.of(stack).acknowledge({ id: PublicPrincipals.RULE_ID, reason: 'public' });
    })).not.toThrow();
  });

  test('fails when the reason is none, and says so', () => {
    expect(() => PublicPrincipals.acknowledge(new Stack(), 'ok')).toThrow(/'reason' must have 10 to 1000 characters, got 2 in "ok"/);
  });
});
