/**
 * What `backup diagnose` looks at, by stable id: the codes of Azure Backup name the checks that find
 * their causes.
 */
export const backupChecks = {
  protection: "Azure Backup protects the machine actively",
  "other-vault": "No other vault backs the machine up",
  "running-jobs": "No job is under way in this or another vault",
  policy: "The policy suits the machine",
  "job-duration": "Backups end before the next one begins",
  "power-state": "The machine runs",
  "provisioning-state": "The machine is provisioned",
  "agent-state": "The guest agent is ready",
  "agent-version": "The guest agent is recent enough",
  "agent-heartbeat": "The guest agent has reported lately",
  "power-heartbeat": "Power state and heartbeat agree",
  extensions: "All extensions are provisioned",
  "snapshot-extension": "The VMSnapshot extension is well",
  "snapshot-task": "Snapshots are taken in time",
  "ip-addresses": "The guest can get its addresses by DHCP",
  "storage-reachable": "Snapshots and storage can be reached",
  "disk-count": "The number of disks is supported",
  "disk-size": "The sizes of the disks are supported",
  "key-vault": "Azure Backup may read the keys of the encrypted disks",
  "restore-point-locks": "No lock keeps old restore points",
  "restore-point-count": "There is room for another instant recovery point",
  "last-error": "The last backup succeeded",
} as const;

export type BackupCheckId = keyof typeof backupChecks;
