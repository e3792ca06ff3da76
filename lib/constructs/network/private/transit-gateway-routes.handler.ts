import { DescribeTransitGatewaysCommand, EC2Client, ModifyTransitGatewayCommand, TransitGateway } from '@aws-sdk/client-ec2';
import { retry, serve, sleep } from '../../../core/custom-resource.handler';

const ec2 = new EC2Client({});

/** A change takes seconds, at worst minutes. */
const POLL_SECONDS = 5;
const POLLS = 60;

/** The tables that new attachments get. */
interface Tables {
  readonly association: string;
  readonly propagation: string;
}

export const handler = serve(async ({ ResourceProperties }) => {
  const id = String(ResourceProperties.TransitGatewayId);
  const tables = { association: String(ResourceProperties.AssociationTable), propagation: String(ResourceProperties.PropagationTable) };
  if (!hasTables(await untilAvailable(id), tables)) {
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
  return { physicalResourceId: `${id}-default-tables` };
});

function hasTables({ Options }: TransitGateway, { association, propagation }: Tables): boolean {
  return Options?.DefaultRouteTableAssociation === 'enable' && Options.AssociationDefaultRouteTableId === association
    && Options.DefaultRouteTablePropagation === 'enable' && Options.PropagationDefaultRouteTableId === propagation;
}

/** A gateway that is being changed takes no further change. */
async function untilAvailable(id: string): Promise<TransitGateway> {
  for (let poll = 1; ; poll++) {
    const { TransitGateways } = await retry(() => ec2.send(new DescribeTransitGatewaysCommand({ TransitGatewayIds: [id] })));
    const gateway = TransitGateways?.[0];
    if (gateway?.State === 'available') {
      return gateway;
    }
    if (poll === POLLS) {
      throw new Error(`transit gateway ${id} is ${gateway?.State ?? 'not there'} after ${(POLLS * POLL_SECONDS) / 60} minutes, not available: deploy again`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}
