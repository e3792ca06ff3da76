import { allows, arn, dataBench, KEY_POLICIES, network } from './data-workbench';
import { MANAGEMENT, strangersOf, typeOf } from './workbench';

const FUNCTION = 'Lambda::Function';
const READS_QUEUES = allows('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
const INTERFACES = allows('ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface');
const code = (Role: string, more: object = {}) => ({ FunctionName: 'f', Code: { ZipFile: 'exports.handler = 1' }, Handler: 'index.handler', Runtime: 'nodejs22.x', Role, ...more });

async function prepared(...policies: object[]) {
  const bench = dataBench();
  const Role = await bench.role('lambda.amazonaws.com', policies);
  return { ...bench, Role };
}
const deployed = async (...policies: object[]) => {
  const bench = await prepared(...policies);
  await bench.make(FUNCTION, 'F', code(bench.Role));
  return bench;
};

describe('AWS::Lambda::Function', () => {
  test.each([
    ['lambda/layers', { Layers: Array.from({ length: 6 }, (_, i) => arn('lambda', `layer:l:${i}`)) }],
    ['lambda/layers', { Layers: ['my-layer'] }],
    ['lambda/layers', { Layers: [arn('lambda', 'layer:l:1', MANAGEMENT, 'us-east-1')] }],
    ['lambda/concurrency', { ReservedConcurrentExecutions: 901 }],
    ['lambda/tracing', { TracingConfig: { Mode: 'Active' } }],
    ['lambda/dead-letters', { DeadLetterConfig: { TargetArn: arn('sqs', 'none') } }],
    ['lambda/file-system', { FileSystemConfigs: [{ Arn: arn('elasticfilesystem', 'access-point/none'), LocalMountPath: '/mnt/data' }] }],
    ['kms/service-key-usable', { KmsKeyArn: arn('kms', 'key/none') }],
    [undefined, { Layers: [arn('lambda', 'layer:l:1')], ReservedConcurrentExecutions: 5, TracingConfig: { Mode: 'PassThrough' } }],
    [undefined, { Code: { S3Bucket: 'assets', S3Key: 'code.zip' } }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused, Role } = await prepared();
    expect(await refused(make(FUNCTION, 'F', code(Role, more)))).toBe(rule);
  });

  test('reserves what the others left', async () => {
    const { make, change, refused, Role } = await prepared();
    await make(FUNCTION, 'F', code(Role, { ReservedConcurrentExecutions: 600 }));
    expect(await refused(make(FUNCTION, 'G', code(Role, { FunctionName: 'g', ReservedConcurrentExecutions: 301 })))).toBe('lambda/concurrency');
    await change(FUNCTION, 'F', code(Role, { ReservedConcurrentExecutions: 599 }));
    await make(FUNCTION, 'G', code(Role, { FunctionName: 'g', ReservedConcurrentExecutions: 301 }));
  });

  test('traces, and sends to its queue, as far as its role may', async () => {
    const { make, refused, Role } = await prepared(allows('xray:Put*', 'sqs:SendMessage'));
    await make('SQS::Queue', 'Q', { QueueName: 'dead' });
    const more = { TracingConfig: { Mode: 'Active' }, DeadLetterConfig: { TargetArn: arn('sqs', 'dead') } };
    expect(await refused(make(FUNCTION, 'F', code(Role, more), { undeclared: true }))).toBe('lambda/role-assumable');
    await make(FUNCTION, 'F', code(Role, more));
  });

  test('needs the key of the queue that it sends to', async () => {
    const { make, change, refused, key, Role } = await prepared(allows('sqs:SendMessage'));
    const KmsMasterKeyId = await key(KEY_POLICIES.closed);
    await make('SQS::Queue', 'Q', { QueueName: 'dead', KmsMasterKeyId });
    const dead = code(Role, { DeadLetterConfig: { TargetArn: arn('sqs', 'dead') } });
    expect(await refused(make(FUNCTION, 'F', dead))).toBe('lambda/dead-letters');
    const used = { Effect: 'Allow', Principal: { AWS: Role }, Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' };
    await change('KMS::Key', 'Key', { KeyPolicy: { ...KEY_POLICIES.closed, Statement: [...KEY_POLICIES.closed.Statement, used] } });
    expect(await refused(make(FUNCTION, 'F', dead))).toBeUndefined();
  });

  test('stands in subnets and groups of one VPC, if its role may make interfaces', async () => {
    const bench = await prepared(INTERFACES);
    const { make, refused, Role, role } = bench;
    const { subnets, group } = await network(bench);
    const other = await network(bench, 'Other', '10.1');
    const within = (SubnetIds: string[], SecurityGroupIds: string[], as = Role) => make(FUNCTION, 'F', code(as, { VpcConfig: { SubnetIds, SecurityGroupIds } }));
    expect(await refused(within(subnets, [other.group]))).toBe('lambda/network');
    expect(await refused(within(subnets, []))).toBe('lambda/network');
    expect(await refused(within(['subnet-none'], [group]))).toBe('lambda/network');
    expect(await refused(within(subnets, [group], await role('lambda.amazonaws.com', [], 'Poor')))).toBe('lambda/network');
    await within(subnets, [group]);
    const [{ context }] = typeOf('AWS::Lambda::Function').permissions.create;
    const VpcConfig = { SubnetIds: subnets, SecurityGroupIds: [group] };
    const asked = context?.({ world: bench.bench.world, properties: { VpcConfig } } as never);
    expect(asked).toMatchObject({ 'lambda:SubnetIds': subnets, 'lambda:SecurityGroupIds': [group], 'lambda:VpcIds': [expect.stringMatching(/^vpc-/)] });
  });

  test.each([[undefined, KEY_POLICIES.through('lambda')], ['kms/service-key-through-service', KEY_POLICIES.closed]])('fails by %s with a key', async (rule, keyPolicy) => {
    const { make, refused, key, Role } = await prepared();
    expect(await refused(make(FUNCTION, 'F', code(Role, { KmsKeyArn: await key(keyPolicy) })))).toBe(rule);
  });
});

describe('what hangs on a function', () => {
  test('fails where there is none, or where it may come later', async () => {
    const { make, refused } = await deployed();
    const parts = (FunctionName: string) => [
      ['Lambda::Version', { FunctionName }], ['Lambda::Alias', { FunctionName, FunctionVersion: '$LATEST', Name: 'live' }],
      ['Lambda::Url', { TargetFunctionArn: FunctionName, AuthType: 'AWS_IAM' }], ['Lambda::EventInvokeConfig', { FunctionName, Qualifier: '$LATEST' }],
    ] as const;
    for (const [type, properties] of parts('none')) expect(await refused(make(type, 'P', properties))).toBe('lambda/version');
    for (const [type, properties] of parts('f')) expect(await refused(make(type, 'P', properties, { undeclared: true }))).toBe('lambda/version');
    for (const [type, properties] of parts('f')) expect(await refused(make(type, 'P', properties))).toBeUndefined();
  });

  test('is a version by its number, and an alias of one that is moved', async () => {
    const { make, change, remove, refused } = await deployed();
    const of = (version: string, Name = 'live') => ({ FunctionName: 'f', FunctionVersion: version, Name });
    const [one, two] = [await make('Lambda::Version', 'V1', { FunctionName: 'f' }), await make('Lambda::Version', 'V2', { FunctionName: 'f', Description: 'two' })];
    expect([one.attributes.Version, two.physicalId]).toEqual(['1', arn('lambda', 'function:f:2')]);
    expect(await refused(make('Lambda::Alias', 'A', of('3')))).toBe('lambda/version');
    expect(await refused(make('Lambda::Alias', 'A', of('1', '7')))).toBe('ValidationException');
    expect((await make('Lambda::Alias', 'A', of('1'))).attributes).toEqual({ AliasArn: arn('lambda', 'function:f:live') });
    expect(await refused(remove('Lambda::Version', 'V1'))).toBe('ResourceConflictException');
    await change('Lambda::Alias', 'A', of('2'));
    await remove('Lambda::Version', 'V1');
    await remove('Lambda::Alias', 'A');
    expect(typeOf('AWS::Lambda::Version').createOnly).toContain('Description');
  });

  test('is a URL that says how it is asked', async () => {
    const { make, change, refused } = await deployed();
    const url = (AuthType: string, more: object = {}) => ({ TargetFunctionArn: arn('lambda', 'function:f'), AuthType, ...more });
    expect(await refused(make('Lambda::Url', 'U', url('OPEN')))).toBe('ValidationException');
    expect(await refused(make('Lambda::Url', 'U', url('NONE', { Qualifier: 'live' })))).toBe('lambda/version');
    const made = await make('Lambda::Url', 'U', url('AWS_IAM'));
    expect(made.attributes.FunctionUrl).toMatch(/^https:\/\/\w{32}\.lambda-url\.eu-central-1\.on\.aws\/$/);
    await change('Lambda::Url', 'U', url('NONE'));
    const { create, update } = typeOf('AWS::Lambda::Url').permissions;
    for (const [permission] of [create, update]) {
      expect(permission.context?.({ properties: url('NONE') } as never)).toEqual({ 'lambda:FunctionUrlAuthType': 'NONE' });
    }
    const [adding] = typeOf('AWS::Lambda::Permission').permissions.create;
    expect(adding.context?.({ properties: { Principal: '*', FunctionUrlAuthType: 'NONE' } } as never)).toEqual({ 'lambda:Principal': '*', 'lambda:FunctionUrlAuthType': 'NONE' });
  });

  test.each([
    ['InvalidParameterValueException', { MaximumRetryAttempts: 3 }],
    ['InvalidParameterValueException', { MaximumEventAgeInSeconds: 59 }],
    ['lambda/destination', { DestinationConfig: { OnFailure: { Destination: arn('sqs', 'none') } } }],
    ['lambda/destination', { DestinationConfig: { OnSuccess: { Destination: arn('sqs', 'q') } } }],
    [undefined, { MaximumRetryAttempts: 0 }],
  ])('fails by %s with the setting of asynchronous calls %j', async (rule, more) => {
    const { make, refused } = await deployed();
    await make('SQS::Queue', 'Q', { QueueName: 'q' });
    expect(await refused(make('Lambda::EventInvokeConfig', 'C', { FunctionName: 'f', Qualifier: '$LATEST', ...more }))).toBe(rule);
  });

  test('lets a caller in by the ARN of a version or an alias too', async () => {
    const { make, bench } = await deployed();
    await make('Lambda::Permission', 'P', { FunctionName: arn('lambda', 'function:f:live'), Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' });
    expect(bench.world.may({ as: 's3.amazonaws.com', action: 'lambda:InvokeFunction', resource: arn('lambda', 'function:f:live') }).allowed).toBe(true);
  });
});

describe('AWS::Lambda::EventSourceMapping', () => {
  const MAPPING = 'Lambda::EventSourceMapping';
  const mapping = (more: object = {}) => ({ FunctionName: 'f', EventSourceArn: arn('sqs', 'q'), ...more });
  const polling = async (queue: object = {}, ...policies: object[]) => {
    const bench = await deployed(...policies.length > 0 ? policies : [READS_QUEUES]);
    await bench.make('SQS::Queue', 'Q', { QueueName: 'q', ...queue });
    return bench;
  };
  const filters = (...patterns: string[]) => ({ FilterCriteria: { Filters: patterns.map(Pattern => ({ Pattern })) } });

  test.each([
    ['lambda/event-source-exists', { FunctionName: 'none' }],
    ['lambda/event-source-exists', { EventSourceArn: arn('sqs', 'none') }],
    ['lambda/event-source-exists', { EventSourceArn: arn('kafka', 'cluster/c') }],
    ['lambda/event-source-exists', { EventSourceArn: arn('sqs', 'q', MANAGEMENT, 'us-east-1') }],
    ['lambda/event-source-exists', { EventSourceArn: arn('kinesis', 'stream/none'), StartingPosition: 'LATEST' }],
    ['lambda/event-source-settings', { StartingPosition: 'LATEST' }],
    ['lambda/event-source-settings', { EventSourceArn: arn('kinesis', 'stream/s') }],
    ['lambda/event-source-settings', { EventSourceArn: arn('kinesis', 'stream/s'), StartingPosition: 'AT_TIMESTAMP' }],
    ['lambda/event-source-settings', { EventSourceArn: arn('kinesis', 'stream/s'), StartingPosition: 'LATEST', ScalingConfig: { MaximumConcurrency: 2 } }],
    ['lambda/event-source-settings', { EventSourceArn: arn('kinesis', 'stream/s'), StartingPosition: 'LATEST', MaximumRecordAgeInSeconds: 59 }],
    ['lambda/event-source-exists', { EventSourceArn: arn('kinesis', 'stream/s'), StartingPosition: 'LATEST', MaximumRecordAgeInSeconds: -1 }],
    ['lambda/event-source-settings', { BatchSize: 11 }],
    ['lambda/event-source-settings', { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 }],
    ['lambda/event-source-settings', { MaximumBatchingWindowInSeconds: 301 }],
    ['lambda/event-source-settings', { ScalingConfig: { MaximumConcurrency: 1 } }],
    ['lambda/event-source-settings', filters('body')],
    ['lambda/event-source-settings', filters('{}', '{}', '{}', '{}', '{}', '{}')],
    [undefined, { BatchSize: 11, MaximumBatchingWindowInSeconds: 1, FunctionResponseTypes: ['ReportBatchItemFailures'], ...filters('{"body":{"a":["b"]}}') }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = await polling();
    expect(await refused(make(MAPPING, 'M', mapping(more)))).toBe(rule);
  });

  test.each([
    ['lambda/event-source-timeout', { VisibilityTimeout: 2 }, [READS_QUEUES], {}],
    ['lambda/event-source-role', {}, [allows('sqs:ReceiveMessage')], {}],
    ['lambda/event-source-settings', { QueueName: 'q.fifo', FifoQueue: true }, [READS_QUEUES], { EventSourceArn: arn('sqs', 'q.fifo'), BatchSize: 11, MaximumBatchingWindowInSeconds: 1 }],
    [undefined, { QueueName: 'q.fifo', FifoQueue: true }, [READS_QUEUES], { EventSourceArn: arn('sqs', 'q.fifo') }],
  ])('fails by %s of the queue %j', async (rule, queue, policies, more) => {
    const { make, refused } = await polling(queue, ...policies);
    expect(await refused(make(MAPPING, 'M', mapping(more)))).toBe(rule);
  });

  test('decrypts by the role of the function', async () => {
    const { make, refused, key, Role } = await deployed(READS_QUEUES);
    const used = { Effect: 'Allow', Principal: { AWS: Role }, Action: 'kms:Decrypt', Resource: '*' };
    await make('SQS::Queue', 'Q', { QueueName: 'q', KmsMasterKeyId: await key(KEY_POLICIES.closed) });
    await make('SQS::Queue', 'R', { QueueName: 'r', KmsMasterKeyId: await key({ ...KEY_POLICIES.closed, Statement: [...KEY_POLICIES.closed.Statement, used] }, 'Used') });
    expect(await refused(make(MAPPING, 'M', mapping()))).toBe('lambda/event-source-role');
    expect(await refused(make(MAPPING, 'M', mapping({ EventSourceArn: arn('sqs', 'r') })))).toBeUndefined();
  });

  test('is declared to come after its queue, is one of its source, and is switched off by an update', async () => {
    const { make, change, remove, refused, bench } = await polling();
    expect(await refused(make(MAPPING, 'M', mapping(), { undeclared: true }))).toBe('lambda/event-source-exists');
    const { physicalId } = await make(MAPPING, 'M', mapping());
    expect(await refused(make(MAPPING, 'Twin', mapping()))).toBe('lambda/event-source-exists');
    const found = () => [...bench.world.state.lambda.mappings.values()].find(({ id }) => id === physicalId);
    expect(found()).toMatchObject({ enabled: true, functionArn: arn('lambda', 'function:f'), sourceArn: arn('sqs', 'q') });
    await change(MAPPING, 'M', mapping({ Enabled: false }));
    expect(found()?.enabled).toBe(false);
    await remove(MAPPING, 'M');
    expect(found()).toBeUndefined();
    expect(strangersOf('AWS::Lambda::EventSourceMapping', mapping({ Topics: [] }))).toContain('Topics');
  });

  test.each([
    ['dynamodb', 'GetRecords', undefined], ['dynamodb', 'Query', 'lambda/event-source-role'], ['kinesis', 'Get*', undefined],
  ])('of a stream of %s whose role may %s fails by %s', async (service, action, rule) => {
    const rest = ['GetShardIterator', 'DescribeStream', 'ListStreams'].map(name => `${service}:${name}`);
    const { make, refused } = await deployed(allows(`${service}:${action}`, ...rest));
    const source = service === 'kinesis' ? await make('Kinesis::Stream', 'S', { ShardCount: 1 }) : await make('DynamoDB::Table', 'T', {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
    const EventSourceArn = source.attributes.StreamArn ?? source.attributes.Arn;
    expect(await refused(make(MAPPING, 'M', mapping({ EventSourceArn, StartingPosition: 'LATEST' })))).toBe(rule);
  });
});
