import { holdPage } from "../frame/walked-page";
import {
  failingFleet,
  fullMachine,
  mendedBefore,
  orphanedPoints,
  shorterWaits,
} from "./page-scenes";

describe("the page of evergreen backup", () => {
  holdPage("backup.md", shorterWaits, {
    "backup status": failingFleet,
    "backup jobs and backup jobs show JOB": failingFleet,
    "backup run [VM…]": () => mendedBefore(1),
    "backup cancel JOB|VM": () => mendedBefore(0),
    "backup resume [VM…]": () => mendedBefore(0),
    "backup repair VM": () => mendedBefore(0),
    "backup clean-restore-points VM": fullMachine,
    "Machines that are gone": orphanedPoints,
  });
});
