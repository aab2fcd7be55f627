/** A program's piece in which `RecoveryVault` does what the rules ask for by itself. */
export const vaultSnippet =
  'new RecoveryVault("fleet", { resourceGroupName: group.name, location: "westeurope" })';

/** The same, with one argument more. */
export function vaultSnippetWith(argument: string): string {
  return `new RecoveryVault("fleet", {
  resourceGroupName: group.name,
  location: "westeurope",
  ${argument},
})`;
}
