import { unknownAction, unknownRequestKey, unknownServicePrincipal } from '../../../lib/policy';

describe('the names of a request', () => {
  test('are known in any case', () => {
    expect(unknownAction('S3:getobject')).toBeUndefined();
    expect(unknownRequestKey('AWS:principalarn', 's3:GetObject')).toBeUndefined();
    expect(unknownRequestKey('S3:Prefix', 's3:ListBucket')).toBeUndefined();
  });

  test('are not judged where they are no single action', () => {
    expect(unknownAction('s3:Get*')).toBeUndefined();
    expect(unknownAction('GetObject')).toBeUndefined();
  });

  test.each([
    ['s3:GetObjct', 's3:GetObject'], ['ec3:RunInstances', 'ec2:RunInstances'], ['s3:Frobnicate', undefined], ['nosuch:Thing', undefined],
  ])('that AWS does not have come with what was meant: %s', (action, meant) => {
    expect(unknownAction(action)).toEqual({ name: action, ...meant !== undefined && { meant } });
  });

  test.each([
    ['aws:PrincipalArm', 'aws:PrincipalArn'], ['PrincipalArn', 'aws:PrincipalArn'], ['s3:prefx', 's3:prefix'], ['s3:frobnicated-by', undefined],
  ])('include keys: %s', (key, meant) => {
    expect(unknownRequestKey(key, 's3:ListBucket')).toEqual({ name: key, ...meant !== undefined && { meant } });
  });

  test.each([
    'config.amazonaws.com', 'logs.eu-central-1.amazonaws.com', 'delivery.logs.amazonaws.com', 'spot.amazonaws.com', 'config.amazonaws.com.cn',
    'member.org.stacksets.cloudformation.amazonaws.com', 'config-multiaccountsetup.amazonaws.com', 'tagpolicies.tag.amazonaws.com',
  ])('include service principals: %s', principal => {
    expect(unknownServicePrincipal(principal)).toBeUndefined();
  });

  test('suggest the whole service principal', () => {
    expect(unknownServicePrincipal('malware-protection.guardduti.amazonaws.com')?.meant).toBe('malware-protection.guardduty.amazonaws.com');
  });
});
