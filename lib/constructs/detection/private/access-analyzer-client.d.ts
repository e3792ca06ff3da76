/** Of the SDK's client what `account-analyzer.handler.ts` calls; the Lambda runtime has the client itself. */
declare module '@aws-sdk/client-accessanalyzer' {
  /** A page of analyzers. */
  interface Analyzers {
    readonly analyzers?: readonly { readonly name?: string }[];
    readonly nextToken?: string;
  }

  /** Lists analyzers of a type in the region. */
  export class ListAnalyzersCommand {
    public constructor(input: { readonly type: string; readonly nextToken?: string });
  }

  /** Makes an analyzer. */
  export class CreateAnalyzerCommand {
    public constructor(input: { readonly analyzerName: string; readonly type: string });
  }

  /** IAM Access Analyzer. */
  export class AccessAnalyzerClient {
    public constructor(configuration: object);
    public send(command: ListAnalyzersCommand | CreateAnalyzerCommand): Promise<Analyzers>;
  }
}
