/** What to know of so many machines that are not seen, sentences; none where there is no such machine. */
export function unseenNotes(count: number): string[] {
  const machines =
    count === 1 ? "1 machine that vaults know is" : `${count} machines that vaults know are`;
  return count === 0
    ? []
    : [`${machines} not seen: deleted, or you lack Microsoft.Compute/virtualMachines/read.`];
}
