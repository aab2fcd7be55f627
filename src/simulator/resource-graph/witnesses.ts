import { resourceGraphLimits as numbers } from "../../azure/resource-graph-limits";

const limits = "learn.microsoft.com governance/resource-graph/concepts/query-language";

/** Error codes of Azure Resource Graph, each with the source that says so; most stand in `details`. */
export const resourceGraphErrors = {
  AccessDenied:
    "Azure/aztfexport issue 410; learn.microsoft.com resource-graph/troubleshoot/general",
  BadRequest: "Azure/aztfexport issue 485",
  CouldNotDecodeSkipToken: "microsoft/ARI issue 201",
  DisallowedLogicalTableName: "Azure/azqr issue 847",
  FacetsNotSimulated: "assumption: facets are not simulated, which Azure would not say",
  InvalidQuery: "Azure/aztfexport issue 485",
  InvalidQueryLanguage:
    "Azure/azure-powershell issue 13762 (an operator that is not supported; there without its place)",
  InvalidRequestOptions: "assumption: the code for query options beyond the specification's bounds",
  ManagementGroupsNotSimulated:
    "assumption: management groups are not simulated, which Azure would not say",
  ParserFailure: "Azure/aztfexport issue 485",
  RateLimiting: "Azure/azure-cli-extensions issue 3325",
  SemanticError:
    "assumption: the code for a query without meaning, such as of a column that there is not; its text is Kusto's",
  UnsupportedJoinFlavor: "MicrosoftDocs/azure-docs issue 45495",
} as const;

/** Limits that are enforced. */
export const resourceGraphLimits = {
  [`${numbers.queriesPerWindow} queries of a user in ${numbers.windowInSeconds} seconds`]:
    "learn.microsoft.com governance/resource-graph/concepts/guidance-for-throttled-requests",
  [`${numbers.rowsPerPage} rows of a page`]:
    "azure-rest-api-specs resourcegraph, QueryRequestOptions ($top)",
  [`${numbers.operators.join} join, ${numbers.operators["mv-expand"]} mv-expand and ${numbers.operators.union} legs of union in a query`]:
    limits,
  [`${numbers.largestExpandedRows} rows of one row by mv-expand, ${numbers.defaultExpandedRows} unless told otherwise`]:
    limits,
} as const;
