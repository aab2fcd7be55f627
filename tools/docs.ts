// Writes what the documentation takes from the code.

import { writeFileSync } from "node:fs";
import { commandsPage, commandsPageFile } from "./commands-page";
import { fleetRoles, fleetRolesFile } from "./fleet-roles";
import { componentPages, fileOf, withSmallestRole } from "./component-pages";
import { writePolicyPages } from "./policy-pages";
import { page, simulatorPage } from "./simulator-page";
import { smallestRoleOf } from "./smallest-role";

async function main(): Promise<void> {
  await writePolicyPages();
  writeFileSync(page, simulatorPage());
  writeFileSync(commandsPageFile, commandsPage());
  writeFileSync(fleetRolesFile, await fleetRoles());
  for (const component of componentPages()) {
    writeFileSync(fileOf(component), withSmallestRole(component, await smallestRoleOf(component)));
  }
}

void main();
