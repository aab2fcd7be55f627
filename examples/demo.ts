// Deploys examples/fleet into a simulated Azure: once, again, and with one permission missing. Then looks after it.

import { pulumiVersion, runAgentUpdater, SimulatedAzure, Clock } from "azure-evergreen/simulator";
import { showDayTwo } from "./demo/day-two";
import type { Door, OpenDoor, Outcome } from "./demo/door";
import { openEngineDoor } from "./demo/engine-door";
import { openInProcessDoor } from "./demo/in-process-door";
import { showUpdater, showUse } from "./demo/permissions";
import { bad, counts, good, line, title, tree } from "./demo/report";
import { fleetDeployerRole } from "./fleet/deployer-role";

/** The action that the last deployment lacks. */
const missingAction =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings/write";

const deployerRole = fleetDeployerRole("defaults");

async function main(): Promise<boolean> {
  const version = pulumiVersion();
  line(
    version === undefined
      ? "No pulumi command on the PATH: the program runs in this process, on a monitor that stands in for the engine."
      : `The real Pulumi engine ${version} deploys, with a file backend; azure-native is a double that speaks to the simulated Azure.`,
  );
  const open = version === undefined ? openInProcessDoor : openEngineDoor;
  const complete = await deployTwice(open);
  const refused = await deployWithout(missingAction, open);
  const kept = await lookAfter(open);
  return complete && refused && kept;
}

async function deployTwice(open: OpenDoor): Promise<boolean> {
  const azure = simulatedAzure();
  const deployer = azure.createServicePrincipal("fleet-deployer");
  azure.grant({ principalId: deployer.objectId, role: deployerRole });
  return withDoor(open, azure, deployer, async (door) => {
    title("1. Deploying examples/fleet");
    const first = await door.deploy();
    tree(first.resources);
    if (!succeeded(first)) {
      return false;
    }
    title("What the simulated Azure holds");
    counts(azure.estate.all().map((resource) => resource.type));

    title("2. Deploying it again");
    const before = azure.estate.version;
    const second = await door.deploy();
    const changed = azure.estate.changes(before);
    for (const change of changed) {
      bad(`${change.kind} ${change.id}`);
    }
    if (!succeeded(second) || changed.length > 0) {
      return false;
    }
    good("Nothing in the estate changed.");

    title("3. Permissions that the deployment used, of those that its role grants");
    const fits = showUse(azure.recorded(deployer.objectId), deployerRole);

    title("4. The automation account's identity updates the agents");
    const updated = await showUpdater(azure, runAgentUpdater);
    return fits && updated;
  });
}

async function deployWithout(action: string, open: OpenDoor): Promise<boolean> {
  title(`5. Deploying with one action taken out of the role`);
  line(`without ${action}`);
  const { permission } = deployerRole;
  const azure = simulatedAzure();
  const deployer = azure.createServicePrincipal("fleet-deployer");
  azure.grant({
    principalId: deployer.objectId,
    role: {
      ...deployerRole,
      permission: { ...permission, actions: permission.actions.filter((each) => each !== action) },
    },
  });
  return withDoor(open, azure, deployer, async (door) => {
    const { failure } = await door.deploy();
    if (failure === undefined) {
      bad("The deployment succeeded: the role grants an action that nothing needs.");
      return false;
    }
    const refused = azure.recorded(deployer.objectId).find((use) => !use.allowed);
    if (refused === undefined) {
      bad("The deployment failed, but not for a missing permission:");
    } else {
      good(`Refused: ${refused.operationId} needs ${refused.action}`);
      line(`at ${refused.scope}`);
      line("What the user reads:");
    }
    for (const text of failure.split("\n")) {
      line(`  ${text}`);
    }
    return refused?.action.toLowerCase() === action.toLowerCase();
  });
}

async function lookAfter(open: OpenDoor): Promise<boolean> {
  title("6. A week later: agents, patches and backups");
  const azure = simulatedAzure();
  const deployer = azure.createServicePrincipal("fleet-deployer");
  azure.grant({ principalId: deployer.objectId, role: deployerRole });
  return withDoor(open, azure, deployer, async (door) => {
    return succeeded(await door.deploy()) && showDayTwo(azure);
  });
}

/** An Azure whose time runs fast enough to be watched. */
function simulatedAzure(): SimulatedAzure {
  return new SimulatedAzure({ clock: new Clock({ speed: 600 }) });
}

async function withDoor(
  open: OpenDoor,
  azure: SimulatedAzure,
  deployer: Parameters<OpenDoor>[1],
  use: (door: Door) => Promise<boolean>,
): Promise<boolean> {
  const door = await open(azure, deployer);
  try {
    return await use(door);
  } finally {
    await door.close();
  }
}

function succeeded(outcome: Outcome): boolean {
  if (outcome.failure === undefined) {
    return true;
  }
  bad("The deployment failed:");
  for (const text of outcome.failure.split("\n")) {
    line(`  ${text}`);
  }
  return false;
}

// The engine and its folder go with this process.
process.once("SIGINT", () => process.exit(130));

main().then(
  (ok) => {
    process.exitCode = ok ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
