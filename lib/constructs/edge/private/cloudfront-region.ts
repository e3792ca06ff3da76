/**
 * Where CloudFront takes its web ACLs and its certificates from, and where its logging is set up.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const CLOUDFRONT_REGION = 'us-east-1';
