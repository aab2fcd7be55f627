import type { FrameworkReference } from "./rule";

/** Controls of the Microsoft cloud security benchmark that rules serve. Source: learn.microsoft.com security/benchmark/azure. */
const controls = {
  "BR-1": "Ensure regular automated backups",
  "BR-2": "Protect backup and recovery data",
  "BR-3": "Monitor backups",
  "DP-4": "Enable data at rest encryption by default",
  "DP-5": "Use customer-managed key option in data at rest encryption when required",
  "IM-1": "Use centralized identity and authentication system",
  "IM-3": "Manage application identities securely and automatically",
  "LT-3": "Enable logging for security investigation",
  "NS-2": "Secure cloud native services with network controls",
  "PA-7": "Follow just enough administration (least privilege) principle",
  "PV-6": "Rapidly and automatically remediate vulnerabilities",
} as const;

/** A control of the benchmark, as a rule refers to it. */
export function benchmark(control: keyof typeof controls): FrameworkReference {
  return {
    name: "Microsoft cloud security benchmark",
    version: "1",
    reference: control,
    specification: controls[control],
  };
}
