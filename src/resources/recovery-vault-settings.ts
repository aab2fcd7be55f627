import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

/** A key of one's own that the vault's system-assigned identity reads. */
export interface RecoveryVaultSettingsEncryption {
  /** Address of the key, with or without a version. */
  keyUri: pulumi.Input<string>;
  /** Whether Azure encrypts a second time beneath it. Defaults to `false`. Azure refuses to switch it off again. */
  infrastructureEncryptionEnabled?: pulumi.Input<boolean>;
}

/** To whom Site Recovery sends mail of what goes wrong. */
export interface RecoveryVaultSettingsSiteRecoveryMail {
  /** Addresses of the receivers. Defaults to none. */
  emailAddresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether the owners of the subscription are told as well. Defaults to `false`. */
  ownersToldEnabled?: pulumi.Input<boolean>;
  /** Language of the mail. Defaults to `en-US`. */
  locale?: pulumi.Input<string>;
}

export interface RecoveryVaultSettingsArgs {
  /** Id of the vault. Changing this sets another vault. */
  vaultId: pulumi.Input<string>;
  /** The key that the vault's own identity reads; it must have the right to. Defaults to none: encryption is left as it is. Azure refuses to take it away. */
  encryption?: pulumi.Input<RecoveryVaultSettingsEncryption>;
  /** Whom Site Recovery tells by mail. Defaults to nobody that the program knows of. */
  siteRecoveryMail?: pulumi.Input<RecoveryVaultSettingsSiteRecoveryMail>;
  /** `Refused` or `SoftDeleted`: what becomes of backups that are in the vault when this is deleted. Defaults to `Refused`. */
  protectedItemsOnDestroy?: pulumi.Input<string>;
}

/** What is told of the key. */
export interface RecoveryVaultSettingsEncryptionState {
  readonly keyUri: string;
  readonly infrastructureEncryptionEnabled: boolean;
}

/** What is told of the mail. */
export interface RecoveryVaultSettingsSiteRecoveryMailState {
  readonly emailAddresses: string[];
  readonly ownersToldEnabled: boolean;
  readonly locale: string;
}

/**
 * Settings of a Recovery Services vault that azure-native's `Vault` lacks. What stands in the vault
 * takes its id from here, so that it goes before this does, and this before the vault.
 *
 * Deleting this is refused while machines are replicated by the vault, or backed up in it without a
 * word of what becomes of the backups. With `SoftDeleted` they are deleted softly, one after another.
 */
export class RecoveryVaultSettings extends pulumi.CustomResource {
  /** Id of the vault. */
  declare readonly vaultId: pulumi.Output<string>;
  /** The key that the vault's own identity reads. */
  declare readonly encryption: pulumi.Output<RecoveryVaultSettingsEncryptionState | undefined>;
  /** Whom Site Recovery tells by mail. */
  declare readonly siteRecoveryMail: pulumi.Output<
    RecoveryVaultSettingsSiteRecoveryMailState | undefined
  >;
  /** What becomes of backups that are in the vault when this is deleted. */
  declare readonly protectedItemsOnDestroy: pulumi.Output<string>;

  constructor(name: string, args: RecoveryVaultSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      vaultId: undefined,
      encryption: undefined,
      siteRecoveryMail: undefined,
      protectedItemsOnDestroy: undefined,
    };
    super(
      "azure-evergreen:index:RecoveryVaultSettings",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads the settings of a vault without managing them. `id` is the vault's ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): RecoveryVaultSettings {
    return new RecoveryVaultSettings(name, {} as RecoveryVaultSettingsArgs, { ...opts, id });
  }
}
