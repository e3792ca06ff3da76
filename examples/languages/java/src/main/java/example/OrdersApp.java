package example;

import io.github.cdksecurelandingzone.data.DataClassification;
import io.github.cdksecurelandingzone.data.SecureBucket;
import io.github.cdksecurelandingzone.data.SecureQueue;
import io.github.cdksecurelandingzone.defaults.SecureDefaults;
import io.github.cdksecurelandingzone.defaults.SecureDefaultsOptions;
import io.github.cdksecurelandingzone.identity.PublicPrincipals;
import io.github.cdksecurelandingzone.network.SecureVpc;
import io.github.cdksecurelandingzone.network.VpcAddresses;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.sns.Topic;

/** The same app as ../typescript/app.ts and ../python/app.py: `npm run languages` compares what they synthesise. */
public final class OrdersApp {
    public static void main(final String[] args) {
        App app = new App();
        SecureDefaults.applyTo(app, SecureDefaultsOptions.builder().asOf("2026-11-22").build());
        Stack stack = new Stack(app, "Orders", StackProps.builder()
            .env(Environment.builder().account("222222222222").region("eu-central-1").build()).build());
        DataClassification.CONFIDENTIAL.applyTo(stack);

        SecureBucket documents = new SecureBucket(stack, "Documents");
        SecureQueue jobs = new SecureQueue(stack, "Jobs");
        // A plain construct of the CDK: the first line makes it compliant.
        new Topic(stack, "Shipped");

        SecureVpc vpc = SecureVpc.Builder.create(stack, "Network").addresses(VpcAddresses.cidr("10.20.0.0/16")).build();
        vpc.getTiers().get(0).allowTo(vpc.getTiers().get(1), Port.tcp(8443));

        Role auditor = Role.Builder.create(stack, "Auditor").assumedBy(new AccountPrincipal("111111111111")).build();
        documents.grantRead(auditor);
        jobs.grantConsumeMessages(auditor);
        PublicPrincipals.refuse(app);
        app.synth();
    }
}
