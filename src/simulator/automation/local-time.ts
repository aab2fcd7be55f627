export { localTime, momentOf, offsetDateTime, offsetInMinutes } from "../../azure/local-time";
export type { LocalTime } from "../../azure/local-time";
