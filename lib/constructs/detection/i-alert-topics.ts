import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { IAlertReceiver } from '../organization';
import { Severity } from './severity';

/** Who is told of what, by severity, in one account and region: `AlertTopics`, or topics of your own by `AlertTopics.fromTopics`. */
export interface IAlertTopics {
  /**
   * The topic of a severity. Endpoints do not subscribe to it: `receiver` has everybody.
   *
   * @param severity which of the three
   */
  topic(severity: Severity): ITopic;

  /**
   * Everybody who is told of a severity, by whatever way.
   *
   * @param severity which of the three
   */
  receiver(severity: Severity): IAlertReceiver;

  /**
   * Lets an alarm tell whoever is told of its severity.
   *
   * @param alarm an alarm in the account and region of the topics
   * @param severity how urgent it is
   */
  addAlarm(alarm: Alarm, severity: Severity): void;
}
