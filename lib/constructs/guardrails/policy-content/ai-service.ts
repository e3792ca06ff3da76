import { throwProblems } from '../../../core/errors';
import { shapeProblems } from '../../../core/validation';

/**
 * An AWS service that may keep content to improve itself, unless it is told not to.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
export class AiService {
  /** AWS DevOps Agent. */
  public static readonly AI_DEVOPS = new AiService('aidevops');

  /** AI operations of CloudWatch. */
  public static readonly AI_OPS = new AiService('aiops');

  /** Voice analytics of the Amazon Chime SDK. */
  public static readonly CHIME_SDK_VOICE_ANALYTICS = new AiService('chimesdkvoiceanalytics');

  /** Amazon CloudWatch. */
  public static readonly CLOUDWATCH = new AiService('cloudwatch');

  /** Amazon CodeGuru Profiler. */
  public static readonly CODEGURU_PROFILER = new AiService('codeguruprofiler');

  /** Amazon Comprehend. */
  public static readonly COMPREHEND = new AiService('comprehend');

  /** Amazon Lex. */
  public static readonly LEX = new AiService('lex');

  /** Amazon Polly. */
  public static readonly POLLY = new AiService('polly');

  /** Amazon Rekognition. */
  public static readonly REKOGNITION = new AiService('rekognition');

  /** AWS Supply Chain. */
  public static readonly SUPPLY_CHAIN = new AiService('awssupplychain');

  /** Amazon Textract. */
  public static readonly TEXTRACT = new AiService('textract');

  /** Amazon Transcribe. */
  public static readonly TRANSCRIBE = new AiService('transcribe');

  /** Amazon Translate. */
  public static readonly TRANSLATE = new AiService('translate');

  /**
   * A service that is not listed here.
   *
   * @param serviceKey AWS's name of it in opt-out policies; a wrong one makes the policy fail
   */
  public static of(serviceKey: string): AiService {
    throwProblems(undefined, shapeProblems('serviceKey', serviceKey, /^(?!default$)[a-z0-9]+$/, 'be lower-case letters and digits, other than "default"',
      'take it from the list of AWS'));
    return new AiService(serviceKey);
  }

  /** AWS's name of the service in opt-out policies. */
  public readonly serviceKey: string;

  private constructor(serviceKey: string) {
    this.serviceKey = serviceKey;
  }
}
