from aws_cdk import App, Environment, Stack
from aws_cdk.aws_ec2 import Port
from aws_cdk.aws_iam import AccountPrincipal, Role
from aws_cdk.aws_sns import Topic
from cdk_secure_landing_zone import data, defaults, identity, network

# The same app as ../typescript/app.ts and ../java: `npm run languages` compares what they synthesise.
app = App()
defaults.SecureDefaults.apply_to(app, as_of="2026-11-22")
stack = Stack(app, "Orders", env=Environment(account="222222222222", region="eu-central-1"))
data.DataClassification.CONFIDENTIAL.apply_to(stack)

documents = data.SecureBucket(stack, "Documents")
jobs = data.SecureQueue(stack, "Jobs")
# A plain construct of the CDK: the first line makes it compliant.
Topic(stack, "Shipped")

vpc = network.SecureVpc(stack, "Network", addresses=network.VpcAddresses.cidr("10.20.0.0/16"))
vpc.tiers[0].allow_to(vpc.tiers[1], Port.tcp(8443))

auditor = Role(stack, "Auditor", assumed_by=AccountPrincipal("111111111111"))
documents.grant_read(auditor)
jobs.grant_consume_messages(auditor)
identity.PublicPrincipals.refuse(app)
app.synth()
