export type { RecordedUse } from "./access";
export { Clock } from "./clock";
export { Estate, type EstateChange, type StoredResource } from "./estate";
export type { HttpRequest, HttpResponse } from "./http";
export type { ConnectedPrincipal } from "./connection";
export type { ServedAzure, ServicePrincipal } from "./served-azure";
export { SimulatedAzure, type SimulatedAzureOptions } from "./simulated-azure";
