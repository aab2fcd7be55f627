import assert from "node:assert/strict";
import { explainBackupError } from "../../../src/operations/backup/explain";

describe("backup explain", () => {
  it("tells causes, steps in their order, and the checks that find them", () => {
    assert.deepEqual(explainBackupError("userErrorUnsupportedDiskSize"), {
      code: "UserErrorUnsupportedDiskSize",
      meaning: "A disk is larger than Azure Backup takes.",
      causes: [
        {
          cause: "A disk has more than 32 TiB, or an encrypted one more than 4 TiB.",
          steps: ["Split the disk, make it smaller, or leave it out of the backup."],
          checks: [
            { id: "disk-size", title: "The sizes of the disks are supported" },
            { id: "disk-count", title: "The number of disks is supported" },
          ],
        },
      ],
      source:
        "learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout",
    });
  });

  it("refuses a code that it does not know, and names those like it", () => {
    assert.throws(() => explainBackupError("UserErrorRpColl"), {
      name: "InvalidInputError",
      message:
        "The code has 1 problem:\n" +
        '  - code: "UserErrorRpColl" is no code of Azure Backup that is known here. Did you mean ' +
        '"UserErrorRpCollectionLimitReached"? Codes of Compute stand in the job: `evergreen backup jobs show JOB`. [EVG-BACKUP-070]',
    });
  });
});
