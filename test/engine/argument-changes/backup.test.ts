import { argumentGroups } from "./groups";
import { changeArgumentsOf } from "./on-the-engine";

for (const group of argumentGroups.backup) {
  changeArgumentsOf(group);
}
