import { isDeepStrictEqual } from "node:util";
import type { ArmClient } from "../arm/arm-client";
import { asObject } from "../arm/errors";
import { refuseErrors } from "../azure/finding";
import { resourceIdFindings, sameId } from "../azure/resource-id";
import { vaultDeletionFindings } from "../azure/vault";
import {
  containsUnknown,
  type CallContext,
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  type CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type PropertyChange,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { armUrl, backupApiVersion, siteRecoveryUrl, vaultApiVersion, vaultType } from "../arm/api";
import { azureObject, defined, textOf, type AzureObject } from "../arm/azure-object";
import type { Session } from "./session";
import { textIn } from "./site-recovery-kind";
import { contentsOf, findVault, nameOf } from "./vault-contents";
import {
  changedPaths,
  checkVaultSettings,
  encryptionIn,
  mailIn,
  type SiteRecoveryMail,
  type VaultEncryption,
} from "./vault-settings-inputs";

/** The one setting of its kind that a vault has. Source: azure-rest-api-specs ReplicationAlertSettings_Create.json. */
const mailSetting = "replicationAlertSettings/defaultAlertSetting";

/**
 * What azure-native's vault does not have: a key that the vault's own identity reads, which needs the
 * vault before it and its right between; the mail of Site Recovery; and a say in what becomes of
 * the backups that are there when the vault goes.
 */
export class RecoveryVaultSettingsHandler implements ResourceHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  check({ newInputs }: CheckRequest, context: CallContext): Promise<CheckResponse> {
    return Promise.resolve(checkVaultSettings(newInputs, context));
  }

  diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    const changes: Record<string, PropertyChange> = {};
    const [before, after] = [textOf(oldInputs.vaultId), textOf(newInputs.vaultId)];
    if (containsUnknown(newInputs.vaultId)) {
      changes.vaultId = "update";
    } else if (before !== undefined && after !== undefined && !sameId(before, after)) {
      changes.vaultId = "update-replace";
    }
    for (const path of changedPaths(oldInputs, newInputs)) {
      changes[path] = "update";
    }
    return Promise.resolve({ changes, deleteBeforeReplace: false });
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: inputs };
    }
    const id = textIn(inputs, "vaultId");
    await this.#apply(id, {}, inputs, context);
    return { id, outputs: inputs };
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    refuseErrors("The id of the vault", resourceIdFindings(id, "id", vaultType));
    const client = await this.#session.client();
    const vault = await findVault(client, id, context.signal);
    if (vault === undefined) {
      return undefined;
    }
    const isImport = Object.keys(inputs).length === 0;
    const mail = await findMail(client, id, context.signal);
    const isSent = mail.ownersToldEnabled || mail.emailAddresses.length > 0;
    const held = defined({
      vaultId: isImport ? (vault.id ?? id) : id,
      protectedItemsOnDestroy: inputs.protectedItemsOnDestroy ?? "Refused",
      // What the program does not set is somebody else's.
      encryption: isImport || inputs.encryption !== undefined ? encryptionOf(vault) : undefined,
      siteRecoveryMail:
        isSent && (isImport || inputs.siteRecoveryMail !== undefined) ? mail : undefined,
    });
    return { id, inputs: held, outputs: held };
  }

  async update(
    { id, oldInputs, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (!preview) {
      await this.#apply(id, oldInputs, newInputs, context);
    }
    return { outputs: newInputs };
  }

  /** Looks into the vault, which is about to be deleted, and deletes its backups where that is allowed. */
  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const { signal } = context;
    const client = await this.#session.client();
    const vault = await findVault(client, id, signal);
    if (vault === undefined) {
      return;
    }
    const softDeletionAllowed = inputs.protectedItemsOnDestroy === "SoftDeleted";
    const { contents, items } = await contentsOf(
      client,
      vault,
      { vaultId: id, softDeletionAllowed },
      signal,
    );
    refuseErrors(
      "The deletion of the vault",
      vaultDeletionFindings(contents, "protectedItemsOnDestroy"),
    );
    for (const item of items) {
      const url = armUrl(item.id ?? "", backupApiVersion);
      await client.sendAndSettle({ method: "DELETE", url }, { signal });
      context.log("info", `The backups of "${nameOf(item)}" are deleted softly.`);
    }
  }

  async #apply(
    id: string,
    before: Properties,
    inputs: Properties,
    { signal }: CallContext,
  ): Promise<void> {
    const client = await this.#session.client();
    const vault = await findVault(client, id, signal);
    if (vault === undefined) {
      throw new Error(`There is no vault "${id}". Make it first.`);
    }
    const encryption = encryptionIn(inputs);
    const held = encryptionOf(vault);
    // With a key that a user-assigned identity reads, the vault itself was changed before.
    if (encryption === undefined && encryptionIn(before) !== undefined && held !== undefined) {
      throw new Error(
        `The vault "${id}" is encrypted with "${held.keyUri}", and Azure does not let it go back to a platform key. Give the key again.`,
      );
    }
    if (encryption !== undefined && !isDeepStrictEqual(held, encryption)) {
      const url = armUrl(id, vaultApiVersion);
      const body = { properties: { encryption: encryptionBody(encryption) } };
      await client.sendAndSettle({ method: "PATCH", url, body }, { signal });
    }
    await this.#applyMail(client, id, [mailIn(before), mailIn(inputs)], signal);
  }

  async #applyMail(
    client: ArmClient,
    id: string,
    [before, after]: readonly [SiteRecoveryMail | undefined, SiteRecoveryMail | undefined],
    signal: AbortSignal,
  ): Promise<void> {
    // Nobody is told when the program no longer says whom; what it never set stays.
    const wanted = after ?? (before === undefined ? undefined : { ...before, ...nobody });
    if (
      wanted === undefined ||
      isDeepStrictEqual(await findMail(client, id, signal), { ...wanted })
    ) {
      return;
    }
    await client.put(
      siteRecoveryUrl(id, mailSetting),
      {
        properties: {
          sendToOwners: wanted.ownersToldEnabled ? "Send" : "DoNotSend",
          customEmailAddresses: wanted.emailAddresses,
          locale: wanted.locale,
        },
      },
      signal,
    );
  }
}

const nobody = { emailAddresses: [], ownersToldEnabled: false };

function encryptionBody({ keyUri, infrastructureEncryptionEnabled }: VaultEncryption): object {
  return {
    keyVaultProperties: { keyUri },
    kekIdentity: { useSystemAssignedIdentity: true },
    infrastructureEncryption: infrastructureEncryptionEnabled ? "Enabled" : "Disabled",
  };
}

/** The encryption of a vault whose own identity reads the key; `undefined` for any other. */
function encryptionOf({ properties }: AzureObject): VaultEncryption | undefined {
  const encryption = asObject(properties.encryption);
  const keyUri = textOf(asObject(encryption?.keyVaultProperties)?.keyUri);
  return keyUri === undefined ||
    asObject(encryption?.kekIdentity)?.useSystemAssignedIdentity !== true
    ? undefined
    : {
        keyUri,
        infrastructureEncryptionEnabled: encryption?.infrastructureEncryption === "Enabled",
      };
}

async function findMail(
  client: ArmClient,
  vaultId: string,
  signal: AbortSignal,
): Promise<SiteRecoveryMail> {
  const { properties } = azureObject(
    await client.get(siteRecoveryUrl(vaultId, mailSetting), signal),
  );
  const { customEmailAddresses: addresses } = properties;
  return {
    emailAddresses: Array.isArray(addresses) ? addresses.map(String) : [],
    ownersToldEnabled: properties.sendToOwners === "Send",
    locale: textOf(properties.locale) ?? "en-US",
  };
}
