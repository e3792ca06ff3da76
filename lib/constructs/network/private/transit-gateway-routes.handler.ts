import {
  AssociateTransitGatewayRouteTableCommand, DescribeTransitGatewayAttachmentsCommand, DescribeTransitGatewaysCommand,
  DisableTransitGatewayRouteTablePropagationCommand, DisassociateTransitGatewayRouteTableCommand, EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand, GetTransitGatewayRouteTablePropagationsCommand, ModifyTransitGatewayCommand,
  TransitGateway, TransitGatewayAttachment,
} from '@aws-sdk/client-ec2';
import { retry, serve, sleep } from '../../../core/custom-resource.handler';
import { everyPage } from './handlers/every-page.handler';

const ec2 = new EC2Client({});

/** A change takes seconds, at worst minutes. */
const POLL_SECONDS = 5;
const POLLS = 60;

/** The tables that new attachments get. */
interface Tables {
  readonly association: string;
  readonly propagation: string;
}

/** Either the tables of all attachments, or the table that one looks into. */
export const handler = serve(async ({ ResourceProperties }) => {
  const { AttachmentId, AssociationTable, PropagationTable, Tables: all, TransitGatewayId } = ResourceProperties;
  if (AttachmentId !== undefined) {
    await lookInto(String(AttachmentId), String(AssociationTable));
    return { physicalResourceId: `${String(AttachmentId)}-table` };
  }
  const id = String(TransitGatewayId);
  await setDefaults(id, { association: String(AssociationTable), propagation: String(PropagationTable) });
  await announceIn(id, String(PropagationTable), all as string[]);
  return { physicalResourceId: `${id}-default-tables` };
});

async function setDefaults(id: string, tables: Tables): Promise<void> {
  if (hasTables(await untilAvailable(id), tables)) {
    return;
  }
  console.log(`setting the default tables of ${id}`);
  await retry(() => ec2.send(new ModifyTransitGatewayCommand({
    TransitGatewayId: id,
    Options: {
      DefaultRouteTableAssociation: 'enable', AssociationDefaultRouteTableId: tables.association,
      DefaultRouteTablePropagation: 'enable', PropagationDefaultRouteTableId: tables.propagation,
    },
  })));
  await untilAvailable(id);
}

function hasTables({ Options }: TransitGateway, { association, propagation }: Tables): boolean {
  return Options?.DefaultRouteTableAssociation === 'enable' && Options.AssociationDefaultRouteTableId === association
    && Options.DefaultRouteTablePropagation === 'enable' && Options.PropagationDefaultRouteTableId === propagation;
}

/** A gateway that is being changed takes no further change. */
async function untilAvailable(id: string): Promise<TransitGateway> {
  return until(`transit gateway ${id} is available`, async () => {
    const { TransitGateways } = await retry(() => ec2.send(new DescribeTransitGatewaysCommand({ TransitGatewayIds: [id] })));
    return TransitGateways?.find(({ State }) => State === 'available');
  });
}

/** VPCs that were attached before the default changed announce themselves where new ones do, and nowhere else. VPNs are left alone. */
async function announceIn(id: string, table: string, tables: string[]): Promise<void> {
  const attachments = await everyPage(NextToken => ec2.send(new DescribeTransitGatewayAttachmentsCommand({
    NextToken,
    Filters: [{ Name: 'transit-gateway-id', Values: [id] }, { Name: 'resource-type', Values: ['vpc'] }, { Name: 'state', Values: ['available'] }],
  })), page => page.TransitGatewayAttachments);
  for (const TransitGatewayRouteTableId of tables) {
    const announced = new Set((await everyPage(
      NextToken => ec2.send(new GetTransitGatewayRouteTablePropagationsCommand({ TransitGatewayRouteTableId, NextToken })),
      page => page.TransitGatewayRouteTablePropagations,
    )).map(propagation => propagation.TransitGatewayAttachmentId));
    const wanted = TransitGatewayRouteTableId === table;
    for (const { TransitGatewayAttachmentId } of attachments.filter(each => announced.has(each.TransitGatewayAttachmentId) !== wanted)) {
      console.log(`${TransitGatewayAttachmentId} announces itself in ${TransitGatewayRouteTableId}: ${wanted}`);
      await retry<unknown>(() => wanted
        ? ec2.send(new EnableTransitGatewayRouteTablePropagationCommand({ TransitGatewayRouteTableId, TransitGatewayAttachmentId }))
        : ec2.send(new DisableTransitGatewayRouteTablePropagationCommand({ TransitGatewayRouteTableId, TransitGatewayAttachmentId })));
    }
  }
}

/** An attachment got the default table as it was made: it looks into one only, so that has to go first. */
async function lookInto(TransitGatewayAttachmentId: string, TransitGatewayRouteTableId: string): Promise<void> {
  const { Association: before } = await untilSettled(TransitGatewayAttachmentId);
  if (before?.TransitGatewayRouteTableId === TransitGatewayRouteTableId) {
    return;
  }
  if (before?.TransitGatewayRouteTableId !== undefined) {
    console.log(`${TransitGatewayAttachmentId} looks into ${before.TransitGatewayRouteTableId} no longer`);
    await retry(() => ec2.send(new DisassociateTransitGatewayRouteTableCommand({
      TransitGatewayAttachmentId, TransitGatewayRouteTableId: before.TransitGatewayRouteTableId,
    })));
    await untilSettled(TransitGatewayAttachmentId);
  }
  console.log(`${TransitGatewayAttachmentId} looks into ${TransitGatewayRouteTableId}`);
  await retry(() => ec2.send(new AssociateTransitGatewayRouteTableCommand({ TransitGatewayAttachmentId, TransitGatewayRouteTableId })));
  await untilSettled(TransitGatewayAttachmentId);
}

const ON_THE_WAY = ['associating', 'disassociating'];

/** The attachment, with a table or with none. */
async function untilSettled(id: string): Promise<TransitGatewayAttachment> {
  return until(`attachment ${id} has a table, or none`, async () => {
    const request = new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: [id] });
    const { TransitGatewayAttachments } = await retry(() => ec2.send(request));
    return TransitGatewayAttachments?.find(({ State, Association }) => State === 'available' && !ON_THE_WAY.includes(Association?.State ?? ''));
  });
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let poll = 1; ; poll++) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (poll === POLLS) {
      throw new Error(`it is not so after ${(POLLS * POLL_SECONDS) / 60} minutes that ${what}: deploy again`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}
