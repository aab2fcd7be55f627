import type { Finding } from "./finding";

/**
 * Refuses a name that no backup policy can have.
 *
 * Source: hashicorp/terraform-provider-azurerm internal/services/recoveryservices/backup_policy_vm_resource.go.
 */
export function backupPolicyNameFindings(name: string, propertyPath: string): Finding[] {
  return /^[a-z][-_!a-z0-9]{2,149}$/i.test(name)
    ? []
    : [
        {
          ruleId: "EVG-BACKUP-025",
          severity: "error",
          propertyPath,
          message: `"${name}" is no name that a backup policy can have.`,
          fix: 'Give 3 to 150 letters, digits, "-", "_" and "!", a letter first.',
        },
      ];
}
