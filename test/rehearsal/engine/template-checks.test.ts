import { checkMemberTemplate } from '../../../rehearsal/engine/template-checks';
import { Template } from '../../../rehearsal/template';

const role = (properties: object = {}) => Template.of({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: properties as never } } }, 'it');

describe('the template of a StackSet', () => {
  test('needs CAPABILITY_IAM for IAM resources, and CAPABILITY_NAMED_IAM for named ones', () => {
    expect(() => checkMemberTemplate(role(), 'url', [])).toThrow('needs the capability CAPABILITY_IAM, got []');
    expect(() => checkMemberTemplate(role(), 'url', ['CAPABILITY_IAM'])).not.toThrow();
    expect(() => checkMemberTemplate(role({ RoleName: 'r' }), 'url', ['CAPABILITY_IAM'])).toThrow('CAPABILITY_NAMED_IAM');
    expect(() => checkMemberTemplate(role({ RoleName: 'r' }), 'url', ['CAPABILITY_NAMED_IAM'])).not.toThrow();
  });

  test('is smaller when it is inline than when it is in S3', () => {
    const large = Template.of({ Resources: { A: { Type: 'T', Properties: { P: 'x'.repeat(60_000) } } } }, 'it');
    expect(() => checkMemberTemplate(large, 'url', [])).not.toThrow();
    expect(() => checkMemberTemplate(large, 'body', [])).toThrow('at most 51200 bytes');
  });

  test('has no macro', () => {
    const macro = Template.of({ Transform: 'X', Resources: { A: { Type: 'T' } } }, 'it');
    expect(() => checkMemberTemplate(macro, 'url', [])).toThrow('has a transform');
  });
});
