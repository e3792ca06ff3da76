import { Problems, emailProblems, lengthProblems, shapeProblems } from '../../core/validation';

/** A channel of Slack, for `AlertSubscription.slack`. */
export interface SlackChannel {
  /**
   * The id of the workspace, such as "T0123ABCDEF". The workspace is connected once, by hand, in the console of Amazon Q Developer in chat
   * applications.
   */
  readonly workspaceId: string;

  /** The id of the channel, such as "C0123ABCDEF": the end of the channel's link. A private channel must invite the app "@Amazon Q". */
  readonly channelId: string;
}

/** An HTTPS endpoint that takes events, for `AlertSubscription.webhook`. */
export interface Webhook {
  /** A name for it, such as "pager": part of the names of what EventBridge keeps. */
  readonly webhookName: string;

  /** Where events are posted to, beginning with "https://". */
  readonly url: string;

  /**
   * Name of a secret of AWS Secrets Manager, in the account and region of the topics, whose value authorises the call. It must exist before
   * the deployment; CloudFormation reads it then, so deploy again after a rotation. The value never stands in a template.
   */
  readonly secretName: string;

  /**
   * The key in the secret, where the secret is JSON.
   *
   * @default - the whole secret
   */
  readonly secretField?: string;

  /**
   * The header that carries the secret.
   *
   * @default "Authorization"
   */
  readonly headerName?: string;
}

/**
 * Where alerts of a severity go: to a mailbox, to a channel of Slack, or to an HTTPS endpoint such as that of a pager.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export class AlertSubscription {
  /**
   * E-mail. SNS asks the mailbox to confirm, and sends nothing before somebody does. A link in each mail unsubscribes; a list that many
   * people read loses all of them by one click, so confirm by the command line with `--authenticate-on-unsubscribe true`.
   *
   * @param address where alerts are mailed to
   */
  public static email(address: string): AlertSubscription {
    return new AlertSubscription(emailProblems('address', address), { address });
  }

  /**
   * A channel of Slack, through Amazon Q Developer in chat applications (AWS Chatbot). The channel is told, and cannot act: its role may do
   * nothing.
   *
   * @param channel the channel, of a workspace that was connected in the console
   */
  public static slack(channel: SlackChannel): AlertSubscription {
    return new AlertSubscription([
      ...shapeProblems('workspaceId', channel.workspaceId, /^[A-Z0-9]{1,255}$/, 'be the id of a Slack workspace', 'take it from the console of Amazon Q Developer in chat applications'),
      ...shapeProblems('channelId', channel.channelId, /^[A-Za-z0-9]{1,255}$/, 'be the id of a Slack channel', 'take it from the end of the link to the channel'),
    ], { channel });
  }

  /**
   * An HTTPS endpoint, through an API destination of EventBridge: it gets the events that alarms make when they go off, and those that are
   * routed to the severity, as JSON. EventBridge tries again for 24 hours.
   *
   * @param webhook the endpoint, and the secret that it wants to see
   */
  public static webhook(webhook: Webhook): AlertSubscription {
    return new AlertSubscription([
      ...shapeProblems('webhookName', webhook.webhookName, /^[a-z][a-z0-9-]{0,39}$/, 'have 1 to 40 lower-case letters, digits and "-"', 'rename it'),
      ...shapeProblems('url', webhook.url, /^https:\/\/[^\s]{1,2040}$/, 'begin with "https://"', 'use an endpoint with TLS'),
      ...shapeProblems('secretName', webhook.secretName, /^[\w/+=.@-]{1,512}$/, 'be the name of a secret', 'create the secret in Secrets Manager, and name it'),
      ...lengthProblems('headerName', webhook.headerName ?? 'Authorization', 512),
    ], { webhook });
  }

  /** @internal What may be there once in a severity. */
  public readonly _id: string;

  /** @internal The mailbox. */
  public readonly _address?: string;

  /** @internal The channel. */
  public readonly _channel?: SlackChannel;

  /** @internal The endpoint. */
  public readonly _webhook?: Webhook;

  private constructor(
    /** @internal Mistakes in it, for the topics to report with their own. */
    public readonly _problems: Problems,
    to: { readonly address?: string; readonly channel?: SlackChannel; readonly webhook?: Webhook },
  ) {
    this._id = to.address ?? to.channel?.channelId ?? to.webhook?.webhookName ?? '';
    this._address = to.address;
    this._channel = to.channel;
    this._webhook = to.webhook;
  }
}
