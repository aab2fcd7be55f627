import { argumentGroups } from "./groups";
import { changeArgumentsOf } from "./on-the-engine";

for (const group of argumentGroups.replication) {
  changeArgumentsOf(group);
}
