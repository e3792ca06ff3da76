import { AccessAnalyzerClient, CreateAnalyzerCommand, ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';

const accessAnalyzer = new AccessAnalyzerClient({});
const TYPE = 'ACCOUNT';

/** What Access Analyzer answers where there is an analyzer already. */
const THERE = ['ConflictException', 'ServiceQuotaExceededException'];

export const handler = serve(async ({ ResourceProperties }) => {
  const found = await find();
  if (found === undefined) {
    console.log('making an analyzer');
    await make(String(ResourceProperties.AnalyzerName));
  } else {
    console.log(`the analyzer ${found} is there`);
  }
  return { physicalResourceId: 'account-analyzer' };
});

async function find(nextToken?: string): Promise<string | undefined> {
  const page = await retry(() => accessAnalyzer.send(new ListAnalyzersCommand({ type: TYPE, nextToken })));
  const [found] = page.analyzers ?? [];
  return found === undefined && page.nextToken !== undefined ? find(page.nextToken) : found?.name;
}

async function make(analyzerName: string): Promise<void> {
  try {
    await retry(() => accessAnalyzer.send(new CreateAnalyzerCommand({ analyzerName, type: TYPE })));
  } catch (error) {
    // Somebody was faster, which is as good; but a name that another kind of analyzer has is no analyzer of the account.
    if (!THERE.includes(errorName(error)) || await find() === undefined) {
      throw error;
    }
  }
}
