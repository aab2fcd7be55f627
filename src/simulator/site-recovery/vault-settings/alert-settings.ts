import { asArray, asObject, asText, type JsonObject } from "../../json";
import type { Answer, Call, Operation } from "../../operation";
import { page } from "../../resource-manager/paging";
import { requireBody } from "../../resource-manager/resource-write";
import { examples } from "../entity-operations";
import { entityMissing, invalidInput } from "../site-recovery-errors";
import { asSiteRecoveryId, paths, requireVault, vaultType } from "../vault-entities";

const type = `${vaultType}/replicationAlertSettings`;
const one = `${paths.vault}/replicationAlertSettings/{alertSettingName}`;

/** The one setting that a vault has. Source: ReplicationAlertSettings_Create.json. */
const settingName = "defaultAlertSetting";

/** Whom a vault tells of critical events by mail. It cannot be deleted. */
export const alertSettingOperations: Operation[] = [
  {
    id: "ReplicationAlertSettings_List",
    method: "GET",
    path: `${paths.vault}/replicationAlertSettings`,
    action: `${type}/read`,
    witness: `${examples}/ReplicationAlertSettings_List.json`,
    handle: (call) => ({ status: 200, body: page(call, [settingOf(call)]) }),
  },
  {
    id: "ReplicationAlertSettings_Get",
    method: "GET",
    path: one,
    action: `${type}/read`,
    witness: `${examples}/ReplicationAlertSettings_Get.json`,
    handle: (call) => {
      requireName(call, 404);
      return { status: 200, body: settingOf(call) };
    },
  },
  {
    id: "ReplicationAlertSettings_Create",
    method: "PUT",
    path: one,
    action: `${type}/write`,
    witness: `${examples}/ReplicationAlertSettings_Create.json, whose one answer is 200`,
    handle: write,
  },
];

/** The setting as it stands; before it was set nobody is told. */
function settingOf(call: Call): JsonObject {
  const id = `${asSiteRecoveryId(requireVault(call).id)}/replicationAlertSettings/${settingName}`;
  return (
    call.estate.get(id) ?? {
      id,
      name: settingName,
      type,
      properties: { sendToOwners: "DoNotSend", customEmailAddresses: [], locale: "en-US" },
    }
  );
}

function write(call: Call): Answer {
  const body = requireBody(call);
  const vault = requireVault(call);
  requireName(call, 400);
  const sent = asObject(body.properties);
  const addresses = asArray(sent.customEmailAddresses).map((address) => asText(address) ?? "");
  const wrong = addresses.find((address) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address));
  if (wrong !== undefined) {
    throw invalidInput(
      `'${wrong}' is no e-mail address.`,
      "Retry the operation with valid customEmailAddresses.",
    );
  }
  const locale = asText(sent.locale) ?? "";
  const setting = {
    id: `${asSiteRecoveryId(vault.id)}/replicationAlertSettings/${settingName}`,
    name: settingName,
    type,
    properties: {
      sendToOwners: asText(sent.sendToOwners) ?? "DoNotSend",
      customEmailAddresses: addresses,
      locale: locale === "" ? "en-US" : locale,
    },
  };
  call.estate.put(setting);
  return { status: 200, body: setting };
}

function requireName(call: Call, status: 400 | 404): void {
  requireVault(call);
  if (call.parameters.alertSettingName?.toLowerCase() !== settingName.toLowerCase()) {
    throw entityMissing(call.path, status);
  }
}
