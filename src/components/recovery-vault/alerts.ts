import type * as pulumi from "@pulumi/pulumi";
import { mailAddressFindings, mailReceiverFindings } from "../../azure/vault";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";

/** To whom Site Recovery sends mail of critical events. */
export interface RecoveryVaultSiteRecoveryMailArgs {
  /** E-mail addresses of the receivers. Defaults to none; without `ownersToldEnabled` one is needed. */
  emailAddresses?: pulumi.Input<string>[];
  /** Whether the owners of the subscription are told as well. Defaults to `false`. */
  ownersToldEnabled?: pulumi.Input<boolean>;
  /** Language of the mail, such as `en-US`. Defaults to `en-US`. */
  locale?: pulumi.Input<string>;
}

/** Of what a vault tells, and whom. */
export interface RecoveryVaultAlertsArgs {
  /** Whether Azure Monitor has an alert for each job of Azure Backup that fails. Defaults to `true`. */
  jobFailuresEnabled?: pulumi.Input<boolean>;
  /** Whether Azure Monitor has an alert for each issue of a replication. Defaults to `true`. */
  replicationIssuesEnabled?: pulumi.Input<boolean>;
  /** Whether Azure Monitor has an alert for each issue of a failover. Defaults to `true`. */
  failoverIssuesEnabled?: pulumi.Input<boolean>;
  /** Whether Azure Backup's classic alerts, which Azure Monitor's take the place of, exist besides. Defaults to `false`. */
  classicAlertsEnabled?: pulumi.Input<boolean>;
  /** Mail of Site Recovery, which is one of its classic alerts. Left out, nobody gets any. */
  siteRecoveryMail?: RecoveryVaultSiteRecoveryMailArgs;
}

/** The vault's own part of its alerts. Source: azure-rest-api-specs recoveryservices PUTVault_WithMonitoringSettings.json. */
export function alertSettings(args: RecoveryVaultAlertsArgs): object {
  return {
    azureMonitorAlertSettings: {
      alertsForAllJobFailures: mapInput(args.jobFailuresEnabled ?? true, enabledWord),
      alertsForAllReplicationIssues: mapInput(args.replicationIssuesEnabled ?? true, enabledWord),
      alertsForAllFailoverIssues: mapInput(args.failoverIssuesEnabled ?? true, enabledWord),
    },
    classicAlertSettings: {
      alertsForCriticalOperations: mapInput(args.classicAlertsEnabled ?? false, enabledWord),
      emailNotificationsForSiteRecovery: enabledWord(args.siteRecoveryMail !== undefined),
    },
  };
}

export function alertRules(args: RecoveryVaultAlertsArgs | undefined): Rule[] {
  const mail = args?.siteRecoveryMail;
  if (mail === undefined) {
    return [];
  }
  const path = "alerts.siteRecoveryMail";
  const { emailAddresses = [], ownersToldEnabled = false } = mail;
  return [
    ...emailAddresses.flatMap((address, index) =>
      ruleOn(address, (known) => mailAddressFindings(known, `${path}.emailAddresses[${index}]`)),
    ),
    rule({ emailAddresses, ownersToldEnabled }, (known) => mailReceiverFindings(known, path)),
  ];
}

/** Azure's word for a switch. */
export function enabledWord(enabled: boolean): string {
  return enabled ? "Enabled" : "Disabled";
}
