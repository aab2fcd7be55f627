import { Certificate, Connection, Credential } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import { certificateFindings } from "../../azure/automation-certificate";
import { globalConnectionTypes } from "../../azure/automation-connection-types";
import { connectionFindings, runAsConnectionFindings } from "../../azure/automation-links";
import type { ChildOptions } from "../shared/child-options";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { accountArguments, childNameRules, type AccountPlace } from "./place";

/** A user's name and password for runbooks. */
export interface AutomationAccountCredentialArgs {
  /** Name of the user. */
  userName: pulumi.Input<string>;
  /** Password. It is kept as a secret. */
  password: pulumi.Input<string>;
  /** Name of the credential. Defaults to its key. Changing it replaces the credential. */
  credentialName?: string;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
}

/** A certificate for runbooks. */
export interface AutomationAccountCertificateArgs {
  /** Base64 of a PFX, or of an X.509 certificate in DER or PEM. It is kept as a secret. */
  base64: pulumi.Input<string>;
  /** Name of the certificate. Defaults to its key. Changing it replaces the certificate. */
  certificateName?: string;
  /** Whether runbooks can read the private key. Defaults to `false`. */
  exportable?: pulumi.Input<boolean>;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
}

/** What a runbook needs to reach something, by a type of connection. */
export interface AutomationAccountConnectionArgs {
  /** `Azure`, `AzureServicePrincipal`, `AzureClassicCertificate`, or a type that a module brings. Changing it replaces the connection. */
  connectionType: pulumi.Input<string>;
  /** Values of the type's fields. Those of a type that a module brings are kept as secrets. */
  fields: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Name of the connection. Defaults to its key. Changing it replaces the connection. */
  connectionName?: string;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
}

/** The three kinds of things with which runbooks sign in. */
export interface CredentialArguments {
  readonly credentials?: Record<string, AutomationAccountCredentialArgs>;
  readonly certificates?: Record<string, AutomationAccountCertificateArgs>;
  readonly connections?: Record<string, AutomationAccountConnectionArgs>;
}

/** Makes `${name}-credential-${key}`, `${name}-certificate-${key}` and `${name}-connection-${key}`. */
export function makeCredentials(
  args: CredentialArguments,
  place: AccountPlace,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  const account = accountArguments(place);
  const about = (description: pulumi.Input<string> | undefined) =>
    description === undefined ? {} : { description };
  return [
    ...Object.entries(args.credentials ?? {}).map(([key, credential]) => {
      const name = credential.credentialName ?? key;
      return new Credential(
        `${place.name}-credential-${key}`,
        {
          ...account,
          credentialName: name,
          name,
          userName: credential.userName,
          password: credential.password,
          ...about(credential.description),
        },
        opts,
      );
    }),
    ...Object.entries(args.certificates ?? {}).map(([key, certificate]) => {
      const name = certificate.certificateName ?? key;
      return new Certificate(
        `${place.name}-certificate-${key}`,
        {
          ...account,
          certificateName: name,
          name,
          base64Value: certificate.base64,
          isExportable: certificate.exportable ?? false,
          ...about(certificate.description),
        },
        opts,
      );
    }),
    ...Object.entries(args.connections ?? {}).map(([key, connection]) => {
      const name = connection.connectionName ?? key;
      return new Connection(
        `${place.name}-connection-${key}`,
        {
          ...account,
          connectionName: name,
          name,
          connectionType: { name: connection.connectionType },
          fieldDefinitionValues: connection.fields,
          ...about(connection.description),
        },
        // A connection keeps the type with which it was made.
        { ...opts, replaceOnChanges: ["connectionType"], deleteBeforeReplace: true },
      );
    }),
  ];
}

/** The arguments with passwords, certificates and the fields of foreign connections marked secret. */
export function withSecretCredentials<T extends CredentialArguments>(args: T): T {
  const { credentials, certificates, connections } = args;
  return {
    ...args,
    ...(credentials !== undefined && {
      credentials: mapValues(credentials, (each) => ({
        ...each,
        password: pulumi.secret(each.password),
      })),
    }),
    ...(certificates !== undefined && {
      certificates: mapValues(certificates, (each) => ({
        ...each,
        base64: pulumi.secret(each.base64),
      })),
    }),
    ...(connections !== undefined && {
      connections: mapValues(connections, (each) =>
        typeof each.connectionType === "string" && each.connectionType in globalConnectionTypes
          ? each
          : { ...each, fields: pulumi.secret(each.fields) },
      ),
    }),
  };
}

/** What can be said of credentials, certificates and connections by themselves. */
export function credentialRules(args: CredentialArguments, now: Date): Rule[] {
  const { credentials, certificates, connections } = args;
  return [
    ...childNameRules(credentials, "credential", "credentials", "credentialName"),
    ...childNameRules(certificates, "certificate", "certificates", "certificateName"),
    ...Object.entries(certificates ?? {}).flatMap(([key, { base64 }]) =>
      ruleOn(base64, (known) => certificateFindings(known, `certificates.${key}.base64`, now)),
    ),
    ...childNameRules(connections, "connection", "connections", "connectionName"),
    ...Object.entries(connections ?? {}).flatMap(([key, { connectionType, fields }]) => {
      const path = `connections.${key}`;
      return [
        rule({ connectionType, fields }, (known) =>
          connectionFindings(known.connectionType, known.fields as Record<string, string>, path),
        ),
        ...ruleOn(connectionType, (known) =>
          runAsConnectionFindings(known, `${path}.connectionType`),
        ),
      ];
    }),
  ];
}

function mapValues<T>(record: Record<string, T>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
