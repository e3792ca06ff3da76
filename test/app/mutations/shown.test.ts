import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../cli/run';
import { rehearse } from '../../../rehearsal';
import { configuration } from '../../../config/landing-zone';
import { synthesise } from '../synth';
import { Statement } from './editable-resource';
import { Mutant, rehearseMutant } from './mutant';

const example = synthesise();
const AI_OPT_OUT = 'Organization/AiOptOut/aiservices-1/Resource';
const REGIONAL = 'AccountBaseline/AccountRegional/Resource';

/** What a person reads who runs `landing-zone rehearse`, and the exit code. */
async function landingZone(directory: string, ...options: string[]) {
  const lines: string[] = [];
  const terminal = { print: (line: string) => lines.push(line), complain: (line: string) => lines.push(line), colors: false };
  const code = await run(['rehearse', directory, '--faults', 'none', ...options], terminal);
  return { code, out: lines.join('\n') };
}

/** The same for a mutant of the example. */
async function refused(edit: (mutant: Mutant) => void): Promise<string> {
  const mutant = Mutant.of(example, edit);
  try {
    const { code, out } = await landingZone(mutant.directory);
    expect(code).toBe(1);
    expect(out).toContain('refused: ');
    return out;
  } finally {
    mutant.remove();
  }
}

/** Reason, resource, construct path, rule, source and remedy, in the order in which they are printed. */
function expectRefusal(out: string, facts: Record<string, RegExp>): void {
  const { reason, ...labelled } = facts;
  expect(out).toMatch(reason);
  const from = out.slice(out.lastIndexOf('\n', out.search(reason)));
  Object.entries(labelled).forEach(([label, fact]) => expect(from).toMatch(new RegExp(`\\n +${label} +.*${fact.source}`)));
}

describe('rehearse refuses the example', () => {
  test('without the trail\'s statement in the bucket policy', async () => {
    const out = await refused(mutant => mutant.at('LogArchive/StackSet/Template/LogArchive/Trail/Policy').removeStatement('PolicyDocument', 'TrailWrites'));
    expectRefusal(out, {
      reason: /CloudTrail must be allowed s3:PutObject on arn:aws:s3:::lz-trail-\d{12}-eu-central-1\/AWSLogs\/111111111111\//,
      resource: /Trail022F0CF2 \(AWS::CloudTrail::Trail\)/,
      construct: /LandingZone\/Trail\/Trail\/Resource/,
      stack: /lz-trail/,
      rule: /cloudtrail\/bucket-write: The bucket policy lets CloudTrail write/,
      source: /https:\/\/docs\.aws\.amazon\.com\/awscloudtrail\//,
      remedy: /allow cloudtrail\.amazonaws\.com s3:PutObject on AWSLogs\/111111111111\/\* in the bucket policy/,
    });
  });

  describe('without the dependency of a policy on its policy type', () => {
    const declared = {
      rule: /organizations\/policy-type-enabled: A policy is created only after its type is ENABLED/,
      source: /https:\/\/docs\.aws\.amazon\.com\/organizations\//,
    };

    test('in the template', async () => {
      const out = await refused(mutant => mutant.at(AI_OPT_OUT).removeDependency());
      expectRefusal(out, {
        reason: /the policy may come before its type AISERVICES_OPT_OUT_POLICY is enabled: nothing declares that ActivationBE1E1650 exists before AiOptOut/,
        resource: /AiOptOutaiservices1749C5ECA \(AWS::Organizations::Policy\)/,
        construct: /LandingZone\/Organization\/AiOptOut\/aiservices-1\/Resource/,
        remedy: /declare it: construct\.node\.addDependency/,
        ...declared,
      });
    });

    test('in the order of the stacks, where a detached policy reads nothing of the organization\'s stack', async () => {
      const out = await refused(mutant => {
        mutant.artifact('Guardrails').dependencies = [];
        mutant.at('Guardrails/foundation/scp-2/Resource').set('TargetIds', []);
      });
      expectRefusal(out, {
        reason: /the policy may come before its type SERVICE_CONTROL_POLICY is enabled: nothing declares that .* of stack lz-organization exists before foundation/,
        construct: /LandingZone\/Guardrails\/foundation\/scp-2\/Resource/,
        remedy: /declare it: stack\.addDependency/,
        ...declared,
      });
    });

    test('in the order of the stacks, by the targets that cannot be read yet', async () => {
      const out = await refused(mutant => { mutant.artifact('Guardrails').dependencies = []; });
      expectRefusal(out, {
        reason: /Fn::GetStackOutput asks for stack "lz-organization" in eu-central-1, which does not exist/,
        construct: /LandingZone\/Guardrails\//,
        phase: /reverse-order/,
        remedy: /stack\.addDependency/,
      });
    });
  });

  describe('without the exemption of the StackSets role in the region guardrail', () => {
    const spoil = (mutant: Mutant) => {
      const keys = regionStatement(mutant).Condition!.ArnNotLike;
      const exempt = keys['aws:PrincipalArn'] as string[];
      keys['aws:PrincipalArn'] = exempt.filter(pattern => !pattern.includes('stacksets-exec'));
      expect(keys['aws:PrincipalArn']).toHaveLength(exempt.length - 1);
    };

    test('and the guardrail is named', async () => {
      expectRefusal(await refused(spoil), {
        reason: /stacksets-exec-\w+ .*cloudformation:\w+.*us-east-1/,
        region: /us-east-1/,
        'decided by': /of policy "lz-foundation-scp-1" at \w+ = guardrail G05 Only governed regions \(service-control\)/,
        remedy: /stacksets-exec/,
      });
    });

    test.each(['member-stacks-updated', 'accounts-join'])('in the phase %s', async phase => {
      const { failures } = (await rehearseMutant(example, spoil, { phases: [phase] })).toJSON();
      expect(failures).toEqual([expect.objectContaining({ phase, region: 'us-east-1', decision: expect.objectContaining({ guardrail: 'G05' }) })]);
    });
  });

  describe('without a declared dependency that a lucky order hides', () => {
    const lucky = { phase: /first-deployment/, remedy: /declare it: / };

    test('of the stack of the trail on that of its bucket', async () => {
      const out = await refused(mutant => {
        const { dependencies } = mutant.artifact('Trail');
        mutant.artifact('Trail').dependencies = dependencies.filter(id => id !== mutant.artifactId('LogArchive'));
      });
      expectRefusal(out, {
        reason: /bucket lz-trail-\d+-eu-central-1 may not exist yet: nothing declares that LogArchiveTrail\w+ of stack StackSet-lz-log-archive-\w+ exists before Trail/,
        construct: /LandingZone\/Trail\/Trail\/Resource/, rule: /cloudtrail\/bucket-exists/, ...lucky,
      });
    });

    test('of an account on the one before, in another stack', async () => {
      const out = await refused(mutant => {
        const { dependencies } = mutant.artifact('Accounts3');
        mutant.artifact('Accounts3').dependencies = dependencies.filter(id => id !== mutant.artifactId('Accounts0'));
      });
      expectRefusal(out, {
        reason: /account development may still be in creation: nothing declares that development\w+ of stack lz-accounts-0 exists before policystaging/,
        construct: /LandingZone\/Accounts3\/policy-staging\/Resource/, rule: /organizations\/accounts-one-by-one/, ...lucky,
      });
    });

    test('of a StackSet on the one that later accounts get first, named by its ARN alone', async () => {
      const { attributes } = (await rehearse(example, { phases: [] })).resources({ stackName: 'lz-account-baseline' })
        .find(({ properties }) => properties.StackSetName === 'lz-account-global')!;
      const out = await refused(mutant => {
        mutant.at(REGIONAL).removeDependency();
        mutant.at(REGIONAL).set('AutoDeployment.DependsOn', [`arn:aws:cloudformation:eu-central-1:111111111111:stackset/${String(attributes.StackSetId)}`]);
      });
      expectRefusal(out, {
        reason: /StackSet lz-account-global may come later: nothing declares that AccountGlobal\w+ exists before AccountRegional/,
        construct: /LandingZone\/AccountBaseline\/AccountRegional\/Resource/, rule: /cloudformation\/auto-deployment-dependencies/, ...lucky,
      });
    });

    test('of the accounts on what makes them safe to create', async () => {
      const out = await refused(mutant => mutant.at('Organization/Units/Security/Resource').removeDependency());
      expectRefusal(out, {
        reason: /the account may be born with root credentials: nothing declares that ActivationBE1E1650 exists before LogArchiveAccount/,
        construct: /LandingZone\/Organization\/LogArchiveAccount\/Resource/, rule: /organizations\/root-management-first/, ...lucky,
      });
    });
  });

  test('with an adopted account that lies elsewhere, and says where', async () => {
    const organization = { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' };
    const directory = synthesise({
      organization, logArchive: { account: { ...configuration.logArchive.account, accountId: '222222222222' } },
      organizationalUnits: [...configuration.organizationalUnits!].map(unit => unit.path === 'Security' ? { ...unit, organizationalUnitId: 'ou-a1b2-11111111' } : unit),
    });
    const world = join(directory, 'world.json');
    writeFileSync(world, JSON.stringify({
      ...organization,
      organizationalUnits: [{ id: 'ou-a1b2-11111111', name: 'Security', parentId: 'r-a1b2' }],
      accounts: [{ id: '222222222222', name: 'log-archive', email: 'aws+log-archive@example.com', parentId: 'r-a1b2' }],
    }));
    const { code, out } = await landingZone(directory, '--world', world);
    expect(code).toBe(1);
    expectRefusal(out, {
      reason: /adopted accounts are not where the configuration says: 222222222222 lies in r-a1b2, not in ou-a1b2-11111111\. Move them, or correct 'organizationalUnit'/,
      resource: /\(Custom::AccountPlacementCheck\)/,
      construct: /LandingZone\/Organization\//,
      stack: /lz-organization/,
    });
  });
});

/** The statement that denies regions. */
function regionStatement(mutant: Mutant): Statement {
  return mutant.at('Guardrails/foundation/scp-1/Resource').statements('Content').find(({ Condition }) => Condition?.StringNotEquals?.['aws:RequestedRegion'] !== undefined)!;
}
