import { ArnFormat, Aws, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { emailProblems, lengthProblems, Problems, shapeProblems } from '../../core/validation';
import { IAlertReceiver } from './alert-receiver';
import { IOrganization } from './organization';
import { alarmOnErrors } from './private/alarm-on-errors';
import { CODE } from './private/alternate-contacts.bundle';

/** @see https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html */
const MAX_NAME = 64;
const MAX_TITLE = 50;
const PHONE = /^[\s0-9()+-]{1,25}$/;

const FUNCTION = functionName('alternate-contacts');

/** Whom AWS turns to about one matter. A shared mailbox and a telephone that is always answered serve better than one person's. */
export interface AlternateContact {
  /** The name, at most 64 characters, such as "Security team". */
  readonly name: string;

  /** The function, at most 50 characters, such as "Security operations". */
  readonly title: string;

  /** The e-mail address. */
  readonly email: string;

  /** The telephone number: at most 25 digits, blanks, brackets, "+" and "-". */
  readonly phone: string;
}

/** Properties of the contacts. At least one contact is given. */
export interface AlternateContactsProps {
  /** The organization of the account that deploys this; it must trust `TrustedService.ACCOUNT_MANAGEMENT`. */
  readonly organization: IOrganization;

  /**
   * Whom AWS warns of abuse, leaked keys and incidents.
   *
   * @default - what each account has
   */
  readonly security?: AlternateContact;

  /**
   * Whom AWS tells of maintenance and health events.
   *
   * @default - what each account has
   */
  readonly operations?: AlternateContact;

  /**
   * Whom AWS writes about invoices and payments.
   *
   * @default - what each account has
   */
  readonly billing?: AlternateContact;

  /**
   * Who is told when the daily run fails, in the account and region of the stack: `AlertTopics.receiver(Severity.HIGH)`, or
   * `AlertReceiver.ofTopic(topic)`. The alarm costs about USD 0.10 a month.
   *
   * @default - nobody
   */
  readonly alerts?: IAlertReceiver;

  /**
   * Address of the runbook's page, for the link in the alarm; "#lz-alternate-contacts-errors" is put behind it.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/**
 * The alternate contacts of every account of the organization, the management account included.
 *
 * They are set from the management account, without code in the members: on deployment for every active account, and once a day for those
 * that joined or were changed since. A contact that is right is not written again. Deletion leaves the contacts.
 *
 * A contact that AWS refuses for one account does not stop the others; the deployment then fails and names it, and so does the daily run,
 * whose failure shows in the metric Errors of the function and, with `alerts`, in an alarm.
 *
 * Costs nothing beyond the runs of a function, some seconds a day for a hundred accounts.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export class AlternateContacts extends Construct {
  public constructor(scope: Construct, id: string, props: AlternateContactsProps) {
    super(scope, id);
    const given = { SECURITY: props.security, OPERATIONS: props.operations, BILLING: props.billing };
    const contacts = Object.entries(given).flatMap(([type, contact]) => contact ? [{ type, contact }] : []);
    throwProblems(this, [
      ...contacts.length === 0 ? ["'security', 'operations' or 'billing' must name a contact, got none: leave the contacts out"] : [],
      ...contacts.flatMap(({ type, contact }) => contactProblems(type.toLowerCase(), contact)),
    ]);

    const properties = {
      ManagementAccountId: Aws.ACCOUNT_ID,
      Contacts: contacts.map(({ type, contact }) => ({
        AlternateContactType: type, Name: contact.name, Title: contact.title, EmailAddress: contact.email, PhoneNumber: contact.phone,
      })),
    };
    const handler = this.createHandler(props.organization.organizationId);
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::AlternateContacts', serviceToken: handler.serviceToken, serviceTimeout: handler.serviceTimeout, properties,
    });
    this.repeatDaily(handler.serviceToken, properties, props.alerts);
    if (props.alerts) {
      alarmOnErrors(this, 'Errors', {
        functionName: FUNCTION, meaning: 'Alternate contacts of accounts are no longer kept.', alerts: props.alerts, runbookUrl: props.runbookUrl,
      });
    }
  }

  private createHandler(organizationId: string): InlineHandler {
    const inOrganization = Stack.of(this).formatArn({ service: 'account', region: '', resource: 'account', resourceName: `${organizationId}/*` });
    const own = Stack.of(this).formatArn({ service: 'account', region: '', resource: 'account', arnFormat: ArnFormat.NO_RESOURCE_NAME });
    return InlineHandler.of(this, {
      functionName: FUNCTION,
      description: 'Sets the alternate contacts of every account',
      code: CODE,
      timeout: Duration.minutes(15),
      statements: [
        new PolicyStatement({ sid: 'FindAccounts', actions: ['organizations:ListAccounts'], resources: ['*'] }),
        new PolicyStatement({
          sid: 'KeepContacts', actions: ['account:GetAlternateContact', 'account:PutAlternateContact'], resources: [inOrganization, own],
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'AWS Organizations lists the accounts of the one organization that the account belongs to: there is no resource to name.' },
        { resource: inOrganization, reason: 'The contacts are for every account, also for those that join later.' },
      ],
    });
  }

  /** The event of the schedule carries what CloudFormation would send. */
  private repeatDaily(functionArn: string, properties: object, alerts?: IAlertReceiver): void {
    const rule = new CfnRule(this, 'Daily', {
      name: FUNCTION,
      description: 'Sets the alternate contacts of accounts that joined since yesterday',
      scheduleExpression: 'rate(1 day)',
      targets: [{
        id: 'Handler', arn: functionArn, input: Stack.of(this).toJsonString({ ResourceProperties: properties }),
        ...alerts?.deadLetterQueue && { deadLetterConfig: { arn: alerts.deadLetterQueue.queueArn } },
      }],
    });
    new CfnPermission(this, 'MayRun', {
      action: 'lambda:InvokeFunction', functionName: functionArn, principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
  }
}

function contactProblems(type: string, { name, title, email, phone }: AlternateContact): Problems {
  return [
    ...lengthProblems(`${type}.name`, name, MAX_NAME),
    ...lengthProblems(`${type}.title`, title, MAX_TITLE),
    ...emailProblems(`${type}.email`, email),
    ...shapeProblems(`${type}.phone`, phone, PHONE, 'be a telephone number of at most 25 digits, blanks, brackets, "+" and "-"', 'correct it'),
  ];
}
