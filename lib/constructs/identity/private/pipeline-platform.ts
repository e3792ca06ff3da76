/** What pipelines run on; a subject of one is no subject of another. */
export enum PipelinePlatform {
  BITBUCKET = 'Bitbucket',
  GITHUB = 'GitHub',
  GITLAB = 'GitLab',
}
