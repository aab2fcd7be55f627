/* Every way to sign in that `@azure/identity` has for a program: each reads the same group. */
import {
  ClientCertificateCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
} from "@azure/identity";
import { ResourceManagementClient } from "@azure/arm-resources";
import {
  clientOptions,
  endpoint,
  secretCredential,
  show,
  subscriptionId,
  variable,
} from "./set-up";

type Credential = ConstructorParameters<typeof ResourceManagementClient>[0];

async function read(credential: Credential): Promise<string> {
  const options = { ...clientOptions, $host: endpoint };
  const client = new ResourceManagementClient(credential, subscriptionId, options);
  try {
    return (await client.resourceGroups.get("rg")).name ?? "";
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code ?? /AADSTS\d+/.exec(message)?.[0] ?? message;
  }
}

show(async () => {
  const tenantId = variable("ARM_TENANT_ID");
  const options = { authorityHost: endpoint, disableInstanceDiscovery: true };
  const workload = (tokenFilePath: string): Credential =>
    new WorkloadIdentityCredential({
      tenantId,
      clientId: variable("IDENTITY_CLIENT_ID"),
      tokenFilePath,
      ...options,
    });
  const certificate = (clientId: string): Credential =>
    new ClientCertificateCredential(
      tenantId,
      clientId,
      { certificatePath: variable("CERTIFICATE_FILE") },
      options,
    );
  return {
    secret: await read(secretCredential()),
    wrongSecret: await read(secretCredential(variable("ARM_CLIENT_ID"), "wrong")),
    certificate: await read(certificate(variable("CERTIFICATE_CLIENT_ID"))),
    foreignCertificate: await read(certificate(variable("ARM_CLIENT_ID"))),
    workload: await read(workload(variable("TOKEN_FILE"))),
    foreignWorkload: await read(workload(variable("FOREIGN_TOKEN_FILE"))),
    managed: await read(new ManagedIdentityCredential()),
  };
});
