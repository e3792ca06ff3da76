import { handler } from '../../../lib/constructs/network/private/default-security-group.handler';

type Command = { readonly operation: string; readonly input: Readonly<Record<string, unknown>> };
const mockSent: Command[] = [];

jest.mock('@aws-sdk/client-ec2', () => {
  const command = (operation: string) => class {
    public readonly operation = operation;
    public constructor(public readonly input: Command['input']) {}
  };
  const rule = (id: string, IsEgress: boolean) => ({ SecurityGroupRuleId: id, IsEgress });
  const pages: Readonly<Record<string, object>> = {
    undefined: { SecurityGroupRules: [rule('sgr-1', false)], NextToken: 'second' },
    second: { NextToken: 'third' },
    third: { SecurityGroupRules: [rule('sgr-2', false), rule('sgr-3', true)] },
  };
  return {
    DescribeSecurityGroupRulesCommand: command('Describe'),
    RevokeSecurityGroupEgressCommand: command('RevokeEgress'),
    RevokeSecurityGroupIngressCommand: command('RevokeIngress'),
    EC2Client: class {
      public async send(sent: Command) {
        mockSent.push(sent);
        return sent.operation === 'Describe' ? pages[String(sent.input.NextToken)] : {};
      }
    },
  };
});

test('every page of rules is taken out of a default group', async () => {
  const answers: string[] = [];
  jest.spyOn(console, 'log').mockImplementation(() => {});
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (_, request) => {
    answers.push(String(request?.body));
    return new Response();
  });

  await handler({
    RequestType: 'Create', ResourceProperties: { GroupId: 'sg-1' }, ResponseURL: 'https://example.com/', StackId: 's', RequestId: 'r', LogicalResourceId: 'l',
  } as unknown as Parameters<typeof handler>[0]);

  expect(mockSent.filter(({ operation }) => operation !== 'Describe').map(({ operation, input }) => [operation, input.SecurityGroupRuleIds])).toEqual([
    ['RevokeIngress', ['sgr-1', 'sgr-2']], ['RevokeEgress', ['sgr-3']],
  ]);
  expect(JSON.parse(answers[0])).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'sg-1' });
});
