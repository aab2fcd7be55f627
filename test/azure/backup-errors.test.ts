import assert from "node:assert/strict";
import { backupChecks } from "../../src/azure/backup-checks";
import {
  backupErrorOf,
  backupErrors,
  similarBackupErrors,
} from "../../src/azure/backup-errors/catalogue";

/** The codes of Microsoft's page on agents, extensions and snapshots, as it was in 2020. */
const documented = [
  "UserErrorGuestAgentStatusUnavailable",
  "GuestAgentSnapshotTaskStatusError",
  "UserErrorVmProvisioningStateFailed",
  "UserErrorRpCollectionLimitReached",
  "UserErrorKeyvaultPermissionsNotConfigured",
  "ExtensionSnapshotFailedNoNetwork",
  "ExtensionOperationFailedForManagedDisks",
  "BackUpOperationFailed",
  "BackUpOperationFailedV2",
  "UserErrorUnsupportedDiskSize",
  "UserErrorBackupOperationInProgress",
  "UserErrorCrpReportedUserError",
  "UserErrorBcmDatasourceNotPresent",
];

describe("The codes of Azure Backup", () => {
  it("hold the thirteen of the page on snapshots, each with a cause that diagnose can find", () => {
    for (const code of documented) {
      const error = backupErrorOf(code);
      assert.ok(
        error?.causes.some(({ checks }) => checks.length > 0),
        code,
      );
    }
  });

  it("stand once each, with causes, ordered steps and a source", () => {
    const codes = backupErrors.map(({ code }) => code.toLowerCase());
    assert.deepEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      [],
    );
    for (const { code, meaning, causes, source } of backupErrors) {
      assert.match(source, /^learn\.microsoft\.com backup\//, code);
      assert.ok(causes.length > 0, code);
      for (const sentence of [
        meaning,
        ...causes.flatMap(({ cause, steps }) => [cause, ...steps]),
      ]) {
        assert.match(sentence, /[.`]$/, `${code}: ${sentence}`);
      }
      assert.ok(
        causes.every(({ steps }) => steps.length > 0),
        code,
      );
    }
  });

  it("name every check that diagnose makes of a cause of failing backups", () => {
    const named = new Set(
      backupErrors.flatMap(({ causes }) => causes.flatMap(({ checks }) => checks)),
    );
    const unnamed = Object.keys(backupChecks).filter((id) => !(named as Set<string>).has(id));
    assert.deepEqual(unnamed, []);
  });

  it("are found without case, and an unknown one by what is written like it", () => {
    assert.equal(
      backupErrorOf(" usererrorRPCOLLECTIONlimitreached ")?.code,
      "UserErrorRpCollectionLimitReached",
    );
    assert.equal(backupErrorOf("UserErrorNothing"), undefined);
    assert.equal(
      similarBackupErrors("ExtensionSnapshotFailedCOMM"),
      '"ExtensionSnapshotFailedCOM"',
    );
  });
});
