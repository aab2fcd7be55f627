import * as pulumi from "@pulumi/pulumi";
import { parseResourceId, subscriptionScope } from "../azure/resource-id";
import { runAsContributorRole } from "../azure/roles";
import { directoryPackageFindings } from "../azure/run-as-rules";
import { RunAsAssets, RunAsCertificate } from "../resources";
import { LeastPrivilegeRole } from "./least-privilege-role";
import type { RunAsAccountApplicationArgs } from "./run-as-account/application";
import { makeClassicPair, type RunAsAccountClassicArgs } from "./run-as-account/classic";
import { loadAzuread, makeApplication, registerKeys } from "./run-as-account/directory";
import { grantKeyVaults, type RunAsAccountKeyVaultArgs } from "./run-as-account/key-vaults";
import { defaultRoleName, runAsAccountRules } from "./run-as-account/rules";
import { explicitProviderFindings } from "./shared/argument-rules";
import { judge, mapInput, rule } from "./shared/inputs";

/** A certificate of one's own, for example of a company's authority. */
export interface RunAsAccountCertificateArgs {
  /** Base64 of a PFX with an RSA key. Kept as a secret. Another certificate takes the place of the older of the application's two. */
  pfx: pulumi.Input<string>;
  /** Password of the PFX. Kept as a secret. Defaults to none. Changing it changes nothing in Azure. */
  password?: pulumi.Input<string>;
}

export interface RunAsAccountArgs {
  /** Id of the automation account in which runbooks sign in. Changing it replaces the assets. */
  automationAccountId: pulumi.Input<string>;
  /** Display name of the application. Defaults to the component's name. */
  applicationName?: pulumi.Input<string>;
  /** An application that exists, with its service principal: it gets the certificate, and stays when this is destroyed. Defaults to none: both are made. */
  existingApplication?: RunAsAccountApplicationArgs;
  /** Id of the subscription or resource group in which runbooks work. Defaults to the account's subscription. Changing it replaces role and assignment. */
  scope?: pulumi.Input<string>;
  /** Display name of a built-in role, or id of a role definition, in place of a role that is made. Defaults to none; refused when it is a built-in one that can give rights. Changing it replaces the assignment. */
  existingRole?: pulumi.Input<string>;
  /** Name of the role that is made, which no other role of the tenant may have. Defaults to `Automation RunAs Contributor` with the account's name and eight digits that tell accounts apart. */
  roleName?: pulumi.Input<string>;
  /** Operations that the role leaves out beside `Microsoft.KeyVault/*` and those that give rights, such as `Microsoft.Storage/*`. Defaults to none. */
  notActions?: string[];
  /** Key vaults whose secrets runbooks may read, each by a key of your own. Defaults to none. Changing a key replaces its grants. */
  keyVaults?: Record<string, RunAsAccountKeyVaultArgs>;
  /** A certificate of your own. Left out, one is made that vouches for itself. */
  certificate?: RunAsAccountCertificateArgs;
  /** How long a certificate that is made lasts. Defaults to `365`. Changing it applies from the next certificate on. */
  validityInDays?: pulumi.Input<number>;
  /** How long before its end a deployment renews it, at most half of `validityInDays`. Defaults to `70`, before Site Recovery complains. */
  renewalInDays?: pulumi.Input<number>;
  /** A word of your own, for when the private key may be in wrong hands. Changing it replaces both of the application's keys. Defaults to none. */
  certificateGeneration?: pulumi.Input<string>;
  /** Whether runbooks can read the private key, as those do that bring it to a hybrid worker. Defaults to `false`. */
  certificateExportable?: pulumi.Input<boolean>;
  /** Whether assets of a Run As account that is there already are taken over. Defaults to `false`. Changing it changes nothing in Azure. */
  adopt?: pulumi.Input<boolean>;
  /** The pair of assets for classic resources. Defaults to none. */
  classic?: RunAsAccountClassicArgs;
}

/**
 * A Run As account for an estate that still has one: an application with a certificate as which runbooks sign in, with
 * a role that leaves out key vaults and access rights. The certificate is renewed before it ends, and the old one stays
 * valid until its own end. Destroying it after the migration to a managed identity leaves nothing behind.
 *
 * Source: learn.microsoft.com automation/manage-run-as-account.
 */
export class RunAsAccount extends pulumi.ComponentResource {
  /** Client id of the application. */
  public readonly clientId!: pulumi.Output<string>;
  /** Object id of the service principal. */
  public readonly principalId!: pulumi.Output<string>;
  /** ARM id of the role that it holds. */
  public readonly roleDefinitionId!: pulumi.Output<string>;
  /** The certificate, base64 of its DER form, without a private key. */
  public readonly certificate!: pulumi.Output<string>;
  /** SHA-1 digest of the certificate. */
  public readonly certificateThumbprint!: pulumi.Output<string>;
  /** When the certificate ends. */
  public readonly certificateEndsAt!: pulumi.Output<string>;
  /** The classic certificate, which somebody has to upload to the subscription; empty without `classic`. */
  public readonly classicCertificate!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a wrong id, days that do not fit, a role that can give rights, a missing `@pulumi/azuread`. Warns of the retirement. */
  constructor(name: string, args: RunAsAccountArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const azuread = loadAzuread();
    const roleName = args.roleName ?? mapInput(args.automationAccountId, defaultRoleName);
    const verdict = judge(`RunAsAccount "${name}"`, [
      rule({}, () => [
        ...directoryPackageFindings(azuread !== undefined),
        ...explicitProviderFindings(opts),
      ]),
      ...runAsAccountRules(args, roleName, new Date()),
    ]);
    super("azure-evergreen:index:RunAsAccount", name, withSecretCertificate(args), opts);
    verdict.showWarnings(this);
    if (azuread === undefined) {
      return;
    }

    const child = { parent: this };
    const automationAccountId = verdict.gate(args.automationAccountId);
    const subscriptionId = mapInput(
      automationAccountId,
      (id) => parseResourceId(id).subscriptionId ?? "",
    );
    const { tenantId } = azuread.getClientConfigOutput(child);
    const application = makeApplication(
      name,
      azuread,
      {
        existing: args.existingApplication,
        displayName: verdict.gate(args.applicationName ?? name),
      },
      child,
    );
    const period = periodOf(args);
    const certificate = new RunAsCertificate(
      `${name}-certificate`,
      { automationAccountId, ...period, ...ownCertificate(args.certificate) },
      child,
    );
    const keys = registerKeys(name, azuread, application.applicationId, certificate, child);
    const role = new LeastPrivilegeRole(
      `${name}-role`,
      {
        ...roleOf(args, roleName),
        scope: verdict.gate(args.scope ?? mapInput(subscriptionId, subscriptionScope)),
        principals: { account: { principalId: application.principalId } },
      },
      child,
    );
    grantKeyVaults(name, args.keyVaults, { id: application.principalId, tenantId }, child);
    const exportable = args.certificateExportable ?? false;
    new RunAsAssets(
      `${name}-assets`,
      {
        automationAccountId,
        applicationId: application.clientId,
        tenantId,
        subscriptionId,
        thumbprint: certificate.thumbprint,
        pfx: certificate.pfx,
        exportable,
        ...(args.adopt !== undefined && { adopt: args.adopt }),
      },
      // Runbooks sign in with the certificate once they find it, so it must count before.
      { ...child, dependsOn: [...keys, role] },
    );
    const classic =
      args.classic === undefined
        ? undefined
        : makeClassicPair(
            name,
            args.classic,
            { automationAccountId, ...period, subscriptionId, exportable },
            child,
          );

    this.clientId = pulumi.output(application.clientId);
    this.principalId = pulumi.output(application.principalId);
    this.roleDefinitionId = role.roleDefinitionId;
    this.certificate = certificate.certificate;
    this.certificateThumbprint = certificate.thumbprint;
    this.certificateEndsAt = certificate.endsAt;
    this.classicCertificate = classic?.certificate ?? pulumi.output("");
    this.registerOutputs({
      clientId: this.clientId,
      principalId: this.principalId,
      roleDefinitionId: this.roleDefinitionId,
      certificate: this.certificate,
      certificateThumbprint: this.certificateThumbprint,
      certificateEndsAt: this.certificateEndsAt,
      classicCertificate: this.classicCertificate,
    });
  }
}

/** What a certificate that is made follows. */
function periodOf({ validityInDays, renewalInDays, certificateGeneration }: RunAsAccountArgs) {
  return {
    ...(validityInDays !== undefined && { validityInDays }),
    ...(renewalInDays !== undefined && { renewalInDays }),
    ...(certificateGeneration !== undefined && { generation: certificateGeneration }),
  };
}

function ownCertificate(certificate: RunAsAccountCertificateArgs | undefined) {
  return certificate === undefined
    ? {}
    : {
        ownPfx: certificate.pfx,
        ...(certificate.password !== undefined && { ownPfxPassword: certificate.password }),
      };
}

/** The arguments stand in the state. */
function withSecretCertificate(args: RunAsAccountArgs): RunAsAccountArgs {
  const { certificate } = args;
  return certificate === undefined
    ? args
    : {
        ...args,
        certificate: {
          pfx: pulumi.secret(certificate.pfx),
          ...(certificate.password !== undefined && {
            password: pulumi.secret(certificate.password),
          }),
        },
      };
}

function roleOf({ existingRole, notActions }: RunAsAccountArgs, roleName: pulumi.Input<string>) {
  if (existingRole !== undefined) {
    return { existingRole };
  }
  const { description, permission } = runAsContributorRole(notActions);
  return {
    roleName,
    description,
    actions: [...permission.actions],
    notActions: [...permission.notActions],
  };
}
