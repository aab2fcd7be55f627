import { asText, type JsonObject } from "../../json";
import {
  filterOfQuery,
  type FilterTest,
  readRecordFilter,
  textTest,
  timeTest,
} from "../record-filter";
import type { Job } from "./job-records";

/** Any of several words that commas part; `Any` is all of them. */
function wordsTest(read: (job: Job) => readonly unknown[]): FilterTest<Job> {
  return (wanted) => {
    const words = wanted.split(",").map((word) => word.trim().toLowerCase());
    return (job) =>
      words.includes("any") ||
      read(job).some((word) => words.includes(asText(word)?.toLowerCase() ?? ""));
  };
}

const anything: FilterTest<Job> = () => () => true;

/** The properties of `JobQueryParameter`. Output type and time zone are about the exported file alone. */
const tests: Readonly<Record<string, FilterTest<Job>>> = {
  starttime: timeTest("notBefore", ({ properties }) => properties.startTime),
  endtime: timeTest("notAfter", ({ properties }) => properties.startTime),
  fabricid: (wanted) => {
    const prefix = `${wanted.toLowerCase()}/`;
    return ({ properties }) =>
      `${asText(properties.targetObjectId)?.toLowerCase() ?? ""}/`.startsWith(prefix);
  },
  affectedobjecttypes: wordsTest(({ properties }) => [properties.targetInstanceType]),
  jobstatus: wordsTest(({ properties }) => [properties.state, properties.stateDescription]),
  jobname: textTest(({ name }) => name),
  joboutputtype: anything,
  timezoneoffset: anything,
};

/** The jobs that a `$filter` asks for: those that began within its times. */
export function jobFilter(filter: string | undefined): (job: Job) => boolean {
  return readRecordFilter(filter, tests);
}

/** The jobs that the body of an export asks for. */
export function jobsOfQuery(query: JsonObject): (job: Job) => boolean {
  return jobFilter(
    filterOfQuery(query, [
      "startTime",
      "endTime",
      "fabricId",
      "affectedObjectTypes",
      "jobStatus",
      "jobName",
    ]),
  );
}
