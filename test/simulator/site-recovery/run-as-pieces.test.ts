import assert from "node:assert/strict";
import { done, mapping, propertiesOf } from "./replicated-estate";
import {
  certificateAsset,
  connection,
  graph,
  healthOf,
  migrate,
  newCertificate,
  putCertificate,
  type RunAsEstate,
  until,
  withRunAs,
} from "./run-as-estate";

const automation = "2024-10-23";
const day = 24 * 3600;

describe("a Run As account that is not whole", () => {
  it("tells which piece is missing, and in which times it can be made anew", async () => {
    const other = await newCertificate("2024-05-01T00:00:00Z");
    const cases: readonly (readonly [
      change: (estate: RunAsEstate) => Promise<unknown>,
      cause: string,
    ])[] = [
      [
        ({ owner }) => done(owner, "DELETE", connection, undefined, automation),
        "The connection asset AzureRunAsConnection is missing.",
      ],
      [
        ({ owner }) => done(owner, "DELETE", certificateAsset, undefined, automation),
        "The certificate asset AzureRunAsCertificate is missing.",
      ],
      [
        ({ owner }) => putCertificate(owner, other),
        "The thumbprint is not identical between certificate and connection. " +
          "The application does not have the certificate.",
      ],
      [
        ({ azure, application }) =>
          graph(azure, "DELETE", `applications(appId='${application.clientId}')`),
        "The application is missing in the directory. " +
          "The service principal is missing in the directory.",
      ],
      [
        ({ azure, application }) =>
          graph(azure, "PATCH", `applications(appId='${application.clientId}')`, {
            keyCredentials: [],
          }),
        "The application does not have the certificate.",
      ],
      [
        ({ azure, application }) =>
          graph(azure, "DELETE", `servicePrincipals/${application.objectId}`),
        "The service principal is missing in the directory.",
      ],
    ];
    for (const [change, cause] of cases) {
      const estate = await withRunAs("2023-03-01T08:00:00Z", "2026-01-01T00:00:00Z");
      await change(estate);
      await estate.owner.wait(day);
      assert.deepEqual(await healthOf(estate.owner), [
        "Critical",
        "AgentAutoUpdateRunAsAccount",
        cause,
        "Delete and then re-create the Run As account.",
      ]);
      await until(estate.azure, estate.owner, "2023-04-02T12:00:00Z");
      assert.equal((await healthOf(estate.owner))[3], migrate);
    }
  });

  it("needs the rights of its service principal at the vault", async () => {
    const { azure, owner, application } = await withRunAs(
      "2023-05-01T08:00:00Z",
      "2026-01-01T00:00:00Z",
    );
    const { certificate } = {
      certificate: await propertiesOf(owner, certificateAsset, automation),
    };
    // Another application with the same certificate, and no role.
    const { keyCredentials } = await graph(
      azure,
      "GET",
      `applications(appId='${application.clientId}')?$select=keyCredentials`,
    );
    const bare = await graph(azure, "POST", "applications", {
      displayName: "bare",
      keyCredentials: (keyCredentials as { key: string }[]).map(({ key }) => ({
        type: "AsymmetricX509Cert",
        usage: "Verify",
        key,
      })),
    });
    await graph(azure, "POST", "servicePrincipals", { appId: bare.appId });
    await done(
      owner,
      "PATCH",
      connection,
      {
        name: "AzureRunAsConnection",
        properties: {
          connectionType: { name: "AzureServicePrincipal" },
          fieldDefinitionValues: {
            ...((await propertiesOf(owner, connection, automation))
              .fieldDefinitionValues as object),
            ApplicationId: bare.appId,
            CertificateThumbprint: certificate.thumbprint,
          },
        },
      },
      automation,
    );
    await owner.wait(day);
    const { healthErrorDetails } = await propertiesOf(owner, mapping);
    const [detail] = healthErrorDetails as Record<string, unknown>[];
    assert.deepEqual(
      [detail?.errorCategory, detail?.errorMessage],
      [
        "AgentAutoUpdateRunAsAccount",
        "The Run As account does not have the permission to access the recovery services resource.",
      ],
    );
    assert.match(
      String(detail?.possibleCauses),
      /^The service principal lacks at the vault: Microsoft\.RecoveryServices\/vaults\/read, /,
    );
  });
});
