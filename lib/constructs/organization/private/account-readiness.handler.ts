import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { errorName, serve, sleep, strings } from '../../../core/custom-resource.handler';

/** 13 minutes: Lambda stops after 15. */
const ROUND_SECONDS = 15;
const ROUNDS = 52;

/** The role may do everything; the session may ask three questions. */
const SESSION_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeRegions', 'lambda:ListFunctions', 'kms:ListKeys'], Resource: '*' }],
});

interface Access {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string };
}

/** What a new account refuses longest. */
const QUESTIONS: Readonly<Record<string, (access: Access) => Promise<unknown>>> = {
  'ec2:DescribeRegions': access => new EC2Client(access).send(new DescribeRegionsCommand({})),
  'lambda:ListFunctions': access => new LambdaClient(access).send(new ListFunctionsCommand({ MaxItems: 1 })),
  'kms:ListKeys': access => new KMSClient(access).send(new ListKeysCommand({ Limit: 1 })),
};

export const handler = serve(async ({ ResourceProperties }) => {
  const accountId = String(ResourceProperties.AccountId);
  const roleArn = String(ResourceProperties.RoleArn);
  const regions = strings(ResourceProperties.Regions);
  let pending: string[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    pending = await refusals(roleArn, regions);
    if (pending.length === 0) {
      return { physicalResourceId: `${accountId}-ready` };
    }
    console.log(`round ${round}: ${pending.join('; ')}`);
    await sleep(ROUND_SECONDS * 1000);
  }
  throw new Error(
    `account ${accountId} does not answer after ${(ROUNDS * ROUND_SECONDS) / 60} minutes (${pending.join('; ')}): `
    + 'wait until its activation is complete, at most 24 hours, then deploy again',
  );
});

/** Everything that does not answer yet, each with its error. */
async function refusals(roleArn: string, regions: string[]): Promise<string[]> {
  let credentials: Access['credentials'];
  try {
    credentials = await assume(roleArn);
  } catch (error) {
    return [`sts:AssumeRole ${errorName(error)}`];
  }
  const answers = await Promise.all(regions.flatMap(region =>
    Object.entries(QUESTIONS).map(async ([action, ask]) => {
      try {
        await ask({ region, credentials });
        return [];
      } catch (error) {
        return deniedByPolicy(error) ? [] : [`${region} ${action} ${errorName(error)}`];
      }
    }),
  ));
  return answers.flat();
}

async function assume(roleArn: string): Promise<Access['credentials']> {
  const sts = new STSClient({});
  const { Credentials } = await sts.send(new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: 'lz-account-readiness',
    DurationSeconds: 900,
    Policy: SESSION_POLICY,
  }));
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
}

/** A service that evaluates policies works: a guardrail may well deny these calls in some region. */
function deniedByPolicy(error: unknown): boolean {
  return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(errorName(error))
    && /explicit deny|service control policy|not authorized to perform/.test((error as Error).message);
}
