import type * as azureadPackage from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import { certificateEnd } from "../../azure/automation-certificate";
import type { RunAsCertificate } from "../../resources";
import type { ChildOptions } from "../shared/child-options";
import { mapInput } from "../shared/inputs";
import type { RunAsAccountApplicationArgs } from "./application";

/** Who signs in, as far as the rest of a Run As account needs to know. */
export interface RunAsApplication {
  /** Id as azuread writes it: `/applications/{object id}`. */
  readonly applicationId: pulumi.Input<string>;
  readonly clientId: pulumi.Input<string>;
  readonly principalId: pulumi.Input<string>;
}

/** Directory resources, loaded when a Run As account is made: the package is installed by those alone who make one. */
export function loadAzuread(): typeof azureadPackage | undefined {
  try {
    return module.require("@pulumi/azuread") as typeof azureadPackage;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") {
      return undefined;
    }
    throw error;
  }
}

/** Makes `${name}-application` and `${name}-principal`, unless they are there. */
export function makeApplication(
  name: string,
  azuread: typeof azureadPackage,
  {
    existing,
    displayName,
  }: {
    readonly existing: RunAsAccountApplicationArgs | undefined;
    readonly displayName: pulumi.Input<string>;
  },
  opts: ChildOptions,
): RunAsApplication {
  if (existing !== undefined) {
    const { clientId, objectId, principalId } = existing;
    return {
      applicationId: mapInput(objectId, (id) => `/applications/${id}`),
      clientId,
      principalId,
    };
  }
  const application = new azuread.Application(`${name}-application`, { displayName }, opts);
  const principal = new azuread.ServicePrincipal(
    `${name}-principal`,
    { clientId: application.clientId },
    opts,
  );
  return {
    applicationId: application.id,
    clientId: application.clientId,
    // The id is known in every preview; `objectId` follows from it.
    principalId: principal.id.apply((id) => id.replace("/servicePrincipals/", "")),
  };
}

/**
 * Makes `${name}-key-first` and `${name}-key-second`, the certificates by which the application may sign in. A renewal
 * replaces one of them, the other stays.
 */
export function registerKeys(
  name: string,
  azuread: typeof azureadPackage,
  applicationId: pulumi.Input<string>,
  certificate: RunAsCertificate,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  const keys = { first: certificate.firstKey, second: certificate.secondKey };
  return Object.entries(keys).map(
    ([slot, value]) =>
      new azuread.ApplicationCertificate(
        `${name}-key-${slot}`,
        {
          applicationId,
          type: "AsymmetricX509Cert",
          encoding: "base64",
          value,
          // Left out, the directory chooses an end of its own.
          endDate: value.apply(certificateEnd),
        },
        opts,
      ),
  );
}
