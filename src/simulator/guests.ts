/** A script that Azure has the agent of a machine run. */
export interface GuestCommand {
  readonly commandId: "RunPowerShellScript" | "RunShellScript";
  /** Lines, as they were sent. */
  readonly script: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a script wrote. */
export interface GuestOutput {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** What happens inside a machine when it runs a script; it may mend what is wrong with the machine. */
export type Guest = (command: GuestCommand) => GuestOutput;

/**
 * The insides of machines, which a simulated Azure has none of: whoever uses it says what a script
 * does there, and what it writes. In a machine of which nothing was said, a script does and writes
 * nothing. They are not saved with the estate.
 */
export class Guests {
  readonly #guests = new Map<string, Guest>();

  /** Says what scripts do inside a machine from now on. */
  set(machineId: string, guest: Guest): void {
    this.#guests.set(machineId.toLowerCase(), guest);
  }

  run(machineId: string, command: GuestCommand): GuestOutput {
    return this.#guests.get(machineId.toLowerCase())?.(command) ?? {};
  }
}
